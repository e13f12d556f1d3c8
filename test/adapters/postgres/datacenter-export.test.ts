/** A datacenter as a file again: applied, it changes nothing, and elsewhere it makes the same datacenter. */
import { describe, expect, it } from "vitest";
import { addResource, editHost, editTemplate, setOffer, setThrottle } from "../../../src/app/datacenter/edits.ts";
import { exportDatacenter } from "../../../src/app/datacenter/export.ts";
import { readDatacenterFile } from "../../../src/app/datacenter/file.ts";
import { writeDocument } from "../../../src/domain/document.ts";
import { DANA, demo, open } from "./datacenter-support.ts";

type Datacenter = Awaited<ReturnType<typeof open>>;

const textOf = async ({ admin }: Datacenter) => writeDocument(exportDatacenter(await admin.look()).document);

/** Everything that a file can say, with what only commands say so far. */
async function rich(): Promise<Datacenter> {
  const made = await open();
  const { admin, rows } = made;
  await admin.apply(
    demo(
      [
        "networks: [prod-net, test-net]",
        "networks: [prod-net, test-net]\ndomains: [corp.example]\nbalancers: [lb-1]\nsans: [san-1]\nstoragePools: [fast]",
      ],
      [
        "vcpu: 16, memory: 64GB, storage: 2TB, vms: 20 }",
        "vcpu: 16, address: qemu+ssh://root@h1/system, ratio: { vcpu: 4, memory: 1.25 }, reserved: { memory: 512MB, storage: 100GB }, memory: 64GB, storage: 2TB, vms: 20 }",
      ],
      ["heavy: 2", "heavy: 3\n  scripts: { node: 4, command: 2 }"],
      [
        'memory: "0.10", storage: "0.05" }',
        'memory: "0.10", storage: "0.05" }\n  - { from: 2027-03-01, memory: "0.125", storage: "0.0525" }',
      ],
      [
        "      - name: shop\n        memory: 64GB",
        "      - name: shop\n        vcpu: 40\n        vms: 30\n        until: 2027-12-31\n        storagePool: fast\n        memory: 64GB",
      ],
      [
        "            networks: [prod-net]\n",
        "            networks: [prod-net]\n            domain: corp.example\n            balancer: lb-1\n            san: san-1\n",
      ],
      [
        /^idle: .*$/m,
        "idle: { reservations: { percent: 90, days: 7 }, machines: { percent: 3, days: 21 }, quietDays: 10 }",
      ],
      ["max: 20 }", "max: 20, network: prod-net }"],
      ["reason: the web shop", 'reason: "yes: \\"the\\" #web shop\\n and its tills"'],
      ["identities: [console/demo/ana]", "identities: [console/demo/ana, slack/T01/U01]"],
      ["{ ana: user,", "{ ana: [user, operator],"],
    ),
    null,
  );
  await admin.edit(editTemplate("medium", { retired: true }), DANA);
  await admin.edit(editHost("h4", { state: "draining" }), DANA);
  await admin.edit(addResource("environment", "lab"), DANA);
  await admin.edit(setOffer("labs", { environment: ["lab"], template: ["small"], memoryMb: 1536 }), DANA);
  await admin.edit(setThrottle({ light: 5 }), DANA);
  await rows(
    `insert into person (id, name, created_at)
     values ('per-x', 'ana/2', now()), ('per-y', 'lou', now()), ('per-z', 'the calendar', now())`,
  );
  await rows("insert into identity (person_id, platform, tenant, user_id) values ('per-z', 'system', '', 'calendar')");
  return made;
}

describe.each([
  ["the demo datacenter", open],
  ["a datacenter with everything in it", rich],
] as const)("%s", (_name, make) => {
  it("is described by a file that changes nothing when it is applied", async () => {
    const made = await make();
    const text = await textOf(made);
    const file = readDatacenterFile("dc1.yaml", text);
    expect(await made.admin.preview(file)).toEqual([]);
    expect(await made.admin.apply(file, DANA)).toEqual([]);
    expect(await textOf(made)).toBe(text);
  });

  it("comes back as it was described, after it was changed", async () => {
    const made = await make();
    const text = await textOf(made);
    await made.admin.edit(editHost("h1", { vcpu: 20, state: "draining" }), DANA);
    await made.admin.edit(editTemplate("small", { dayPrice: null, retired: true }), DANA);
    await made.admin.edit(setThrottle({ heavy: 7 }), DANA);
    await made.admin.apply(readDatacenterFile("dc1.yaml", text), DANA);
    expect(await textOf(made)).toBe(text);
  });
});

it("is made anew in an empty database, byte for byte", async () => {
  const [text, empty] = [await textOf(await rich()), await open(false)];
  await empty.admin.apply(readDatacenterFile("dc1.yaml", text), null);
  expect(await textOf(empty)).toBe(text);
});

it("names the people of whom a file can say nothing", async () => {
  const { leftOut } = exportDatacenter(await (await rich()).admin.look());
  expect(leftOut).toEqual(["ana/2", "lou"]);
});
