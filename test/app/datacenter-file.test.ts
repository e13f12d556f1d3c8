/** What a datacenter file may say, and where the finger points when it says something else. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";

const DEMO = readFileSync(new URL("../../docs/demo-datacenter.yaml", import.meta.url), "utf8");

const SMALL = `name: dc1
currency: EUR
timeZone: Europe/Berlin
environments: [production]
networks: [prod-net]
hosts:
  - { name: h1, group: general, vcpu: 16, memory: 64GB, storage: 2TB, vms: 20 }
templates:
  - { name: small, vcpu: 1, memory: 1GB, storage: 60GB }
people:
  - { name: ana, identities: [console/demo/ana] }
businessUnits:
  - name: retail
    costCenter: CC-100
    members: { ana: user }
    infrastructures:
      - name: shop
        memory: 64GB
        storage: 2TB
        reason: the web shop
        services:
          - name: web
            environment: production
            memory: 32GB
            storage: 1TB
            networks: [prod-net]
            templates: [small]
            roles:
              - { name: front, templates: [small], max: 20 }
`;

describe("a datacenter file", () => {
  it("gives memory in MB, storage in GB and money with all its digits", () => {
    const file = readDatacenterFile("demo.yaml", DEMO);
    expect(file.hosts[0]).toMatchObject({ name: "h1", memory: 65536, storage: 2048, vcpu: 16, vms: 20 });
    expect(file.rates).toEqual([{ from: "2026-01-01", memory: "0.100000", storage: "0.050000" }]);
    expect(file.templates.map(({ price }) => price)).toEqual(["3.100000", undefined, undefined]);
  });

  it("describes the demo's people, each known to the console", () => {
    const { people, businessUnits } = readDatacenterFile("demo.yaml", DEMO);
    expect(people.map(({ name }) => name)).toEqual(["ana", "olga", "ben", "eve", "lou", "dana", "dee"]);
    expect(people[5]).toEqual({
      ...{ name: "dana", roles: ["datacenter-admin"] },
      identities: [{ platform: "console", tenant: "demo", user: "dana" }],
    });
    expect(businessUnits.map(({ members }) => members)).toEqual([
      { ana: ["user"], olga: ["operator"], ben: ["bu-admin"] },
      { eve: ["user"], lou: ["bu-admin"] },
    ]);
  });

  it("says how a host is reached, and keeps passwords out of it", () => {
    const reached = (address: string) => SMALL.replace("vms: 20", `vms: 20, address: "${address}"`);
    const file = readDatacenterFile("dc.yaml", reached("qemu+tcp://10.0.0.1:16509/session"));
    expect(file.hosts[0]?.address).toBe("qemu+tcp://10.0.0.1:16509/session");
    expect(() => readDatacenterFile("dc.yaml", reached("qemu+ssh://root:word@h1/system"))).toThrow(
      "without a password",
    );
  });

  it("takes unquoted money and bare numbers as GB", () => {
    const { templates } = readDatacenterFile(
      "dc.yaml",
      SMALL.replace("memory: 1GB, storage: 60GB", "memory: 1, storage: 60, price: 3.10"),
    );
    expect(templates[0]).toMatchObject({ memory: 1024, storage: 60, price: "3.100000" });
  });

  it.each([
    ["no size", "memory: 64GB, storage: 2TB", "memory: ▸lots, storage: 2TB", "a size is needed"],
    ["storage in parts of a GB", "storage: 60GB", "storage: ▸100MB", "in whole GB"],
    ["nothing of memory", "memory: 1GB", "memory: ▸0", "a size is needed"],
    ["no money", "storage: 60GB", 'storage: 60GB, price: ▸"3,10"', "an amount of money is needed"],
    ["money below zero", "storage: 60GB", "storage: 60GB, price: ▸-1", "an amount of money is needed"],
    ["no time zone", "Europe/Berlin", "▸Europe/Bearlin", "a time zone is needed"],
    ["an offset for a zone", "Europe/Berlin", '▸"+01:00"', "a time zone is needed"],
    ["a bad name", "name: h1", "name: ▸H1", "a name is needed"],
    [
      "an unknown word",
      "{ name: h1, group: general, vcpu: 16, memory: 64GB, storage: 2TB, vms: 20",
      "▸{ name: h1, group: general, vcpu: 16, memory: 64GB, storage: 2TB, machines: 20",
      "hosts.0",
    ],
    ["no identity", "console/demo/ana", "▸ana", "an identity is needed"],
    ["an unknown role", "{ ana: user }", "{ ana: ▸boss }", "user, operator, bu-admin"],
    ["a day that is none", "reason: the web shop", "reason: x\n        until: ▸2027-02-30", "a day is needed"],
    [
      "a channel that YAML takes for a comment",
      "costCenter: CC-100",
      "costCenter: a\n    channel: ▸x",
      'in quotes: "#retail"',
    ],
    ["a cost center made of digits", "costCenter: CC-100", "costCenter: ▸0815", "in quotes"],
    ["broken YAML", "networks: [prod-net]\nhosts", "networks: [prod-net\n▸hosts", ""],
    ["a share that is none", "hosts:", "idle:\n  machines: { percent: ▸100 }\nhosts:", "a whole number from 1 to 99"],
    ["no day to look back", "hosts:", "idle:\n  reservations: { days: ▸0 }\nhosts:", "a whole number from 1 to 365"],
    ["idle things of no kind", "hosts:", "idle:\n  ▸hosts: { days: 3 }\nhosts:", "idle"],
    ["a key twice", "{ ana: user }", "{ ana: user, ▸ana: operator }", "unique"],
  ])("points at %s", (_, from, to, sentence) => expectInvalid(from, to, sentence));

  it.each([
    [
      "an unknown environment",
      "environment: production",
      "environment: ▸prod",
      "there is no environment prod here; it is one of production",
    ],
    [
      "an unknown network",
      "networks: [prod-net]\n            templates",
      "networks: [▸x-net]\n            templates",
      "there is no network x-net",
    ],
    ["an unknown template", "templates: [small]\n", "templates: [small, ▸big]\n", "there is no template big"],
    [
      "a role's template that its service has not",
      "{ name: front, templates: [small]",
      "{ name: front, templates: [▸big]",
      "there is no template big",
    ],
    ["a role's network that its service has not", "max: 20 }", "network: ▸lan }", "there is no network lan"],
    [
      "an unknown domain",
      "environment: production",
      "environment: production\n            domain: ▸x.org",
      "there is no domain x.org here; the file has none",
    ],
    [
      "an unknown group of hosts",
      "reason: the web shop",
      "reason: x\n        hosts: ▸gpu",
      "there is no group of hosts gpu",
    ],
    ["a member who is nobody", "{ ana: user }", "{ ana: user, zoe: ▸user }", "there is no person zoe"],
    [
      "a host that is there twice",
      "vms: 20 }",
      "vms: 20 }\n  - { name: ▸h1, group: b, vcpu: 1, memory: 1, storage: 1, vms: 1 }",
      "h1 is here twice",
    ],
    [
      "an identity of two people",
      "console/demo/ana] }",
      "console/demo/ana] }\n  - { name: ben, identities: [▸console/demo/ana] }",
      "console/demo/ana is here twice",
    ],
    [
      "services that want too much",
      "- name: web\n            environment: production\n            memory: 32GB",
      "▸- name: web\n            environment: production\n            memory: 65GB",
      "its services want 65 GB memory, and shop has 64 GB",
    ],
    ["more reserved than there is", "vms: 20 }", "vms: 20, reserved: { memory: ▸65GB } }", "more than h1 has"],
  ])("points at %s", (_, from, to, sentence) => expectInvalid(from, to, sentence));

  it("is refused when it is empty", () => {
    expect(() => readDatacenterFile("dc.yaml", "")).toThrow(expect.objectContaining({ code: "invalid" }));
  });
});

/** Replaces a piece of the file by one in which ▸ stands where the finger shall point. */
function expectInvalid(from: string, to: string, sentence: string): void {
  expect(SMALL).toContain(from);
  const lines = SMALL.replace(from, to).split("▸")[0]?.split("\n") ?? [];
  const place = `dc.yaml, line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: `;
  const read = () => readDatacenterFile("dc.yaml", SMALL.replace(from, to.replace("▸", "")));
  expect(read).toThrow(expect.objectContaining({ code: "invalid", message: expect.stringContaining(place) }));
  expect(read).toThrow(sentence);
}
