/** Taking parts out of a datacenter: what is in use cannot be removed. */
import { describe, expect, it } from "vitest";
import * as edits from "../../../src/app/datacenter/edits.ts";
import type { Removable } from "../../../src/app/datacenter/removal.ts";
import { DANA, open } from "./datacenter-support.ts";

/** A machine of shop/web/front on h1. */
const machine = (template: string, deleted: string) => `
  insert into vm (id, datacenter_id, business_unit_id, infrastructure_id, service_id, service_role_id, name, template, vcpu,
    memory_mb, disk_gb, day_price, state, host_id, requester_id, created_at, deleted_at)
  select 'vm-1', i.datacenter_id, i.business_unit_id, i.id, s.id, r.id, 'web-01', '${template}', 1, 1024, 60, 3.1, 'running',
    (select id from host where name = 'h1'), (select id from person where name = 'ana'), now(), ${deleted}
  from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
  where r.name = 'front'`;

const request = (details: object, isOver = false) => `
  insert into request (id, datacenter_id, kind, subject, machine, machine_version, state, context, details, requester_id,
    is_over, created_at)
  select 'REQ-1', id, 'infra.new', 'crm', 'allocation', 1, 'draft', '{}', '${JSON.stringify(details)}',
    (select id from person where name = 'ben'), ${isOver}, now() from datacenter`;

const ROLE = { name: "node", templates: ["large"], network: "test-net" };
const SERVICE = {
  environment: "test",
  networks: [],
  templates: [],
  domain: null,
  balancer: null,
  san: null,
  roles: [ROLE],
};
const DRAFT = { kind: "infra.new", plan: { name: "crm", services: [SERVICE] }, provisioning: null };
const PROVISIONING = { ...DRAFT, plan: {}, provisioning: { storagePool: "fast", networks: { front: "test-net" } } };
const POOL = "insert into resource select id, 'storage-pool', 'fast' from datacenter";

describe("what is in use cannot be removed", () => {
  it.each<[string, string, Removable, string, string]>([
    ["a host with a machine", machine("small", "null"), "host", "h1", "machine web-01"],
    [
      "a host with a claim",
      "insert into claim select id, 'vm-7', 'VCPU', 1 from host where name = 'h1'",
      "host",
      "h1",
      "vm-7",
    ],
    ["the environment of a service", "", "environment", "production", "service shop/web, service till/pos"],
    ["the network of a service", "", "network", "prod-net", "service shop/web, service till/pos"],
    [
      "the network of a role",
      "update service_role set network = 'test-net' where name = 'front'",
      "network",
      "test-net",
      "role shop/web/front",
    ],
    [
      "a network that an infrastructure was given",
      `update infrastructure set networks = '{"a": "test-net"}' where name = 'shop'`,
      "network",
      "test-net",
      "infrastructure shop",
    ],
    [
      "the pool of an infrastructure",
      `${POOL}; update infrastructure set storage_pool = 'fast' where name = 'shop'`,
      "storage-pool",
      "fast",
      "infrastructure shop",
    ],
    ["the environment of a draft", request(DRAFT), "environment", "test", "REQ-1"],
    ["the network of a drafted role", request(DRAFT), "network", "test-net", "REQ-1"],
    ["the template of a drafted role", request(DRAFT), "template", "large", "REQ-1"],
    ["a network that is being assigned", request(PROVISIONING), "network", "test-net", "REQ-1"],
    ["a pool that is being assigned", `${POOL}; ${request(PROVISIONING)}`, "storage-pool", "fast", "REQ-1"],
    ["the template of a machine", machine("large", "null"), "template", "large", "machine web-01"],
    ["the template of a role", "", "template", "medium", "role shop/web/front, service shop/web"],
  ])("such as %s", async (_, statements, what, name, users) => {
    const { admin, rows } = await open();
    for (const statement of statements.split("; ").filter(Boolean)) await rows(statement);
    const before = (await admin.look()).parts;
    await expect(admin.remove(what, name, DANA)).rejects.toMatchObject({
      ...{ code: "in-use", message: `${what} ${name} is used by ${users.replace("vm-7", "machine vm-7")}` },
    });
    expect((await admin.look()).parts).toEqual(before);
  });

  it("such as the last host of a group that an infrastructure is in", async () => {
    const { admin } = await open();
    for (const name of ["h2", "h3", "h4"]) await admin.edit(edits.editHost(name, { group: "other" }), DANA);
    await expect(admin.remove("host", "h1", DANA)).rejects.toMatchObject({
      ...{ code: "in-use", message: expect.stringContaining("the last of group general") },
    });
    await admin.remove("host", "h2", DANA);
  });

  it("such as a host without which the others do not carry what is granted", async () => {
    const { admin } = await open();
    for (const name of ["h4", "h3"]) await admin.remove("host", name, DANA);
    await expect(admin.remove("host", "h2", DANA)).rejects.toMatchObject({
      ...{ code: "in-use", message: "74 GB of memory are granted or held, and the hosts would have 64 GB" },
    });
  });
});

describe("what nobody uses any more", () => {
  it.each<[string, string, Removable, string]>([
    ["a host whose machines are all deleted", machine("large", "now()"), "host", "h1"],
    ["the template of a deleted machine", machine("large", "now()"), "template", "large"],
    ["the network of a draft that was discarded", request(DRAFT, true), "network", "test-net"],
  ])("can be removed: %s", async (_, statement, what, name) => {
    const { admin, rows } = await open();
    await rows(statement);
    expect(await admin.remove(what, name, DANA)).toEqual([{ sign: "-", what: `${what} ${name}`, detail: "" }]);
    await expect(admin.remove(what, name, DANA)).rejects.toMatchObject({ code: "not-found" });
  });
});
