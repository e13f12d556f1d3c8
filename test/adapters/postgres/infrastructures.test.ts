/** Infrastructures and machines, as they are read. */
import { describe, expect, it } from "vitest";
import { startInfrastructures } from "../../../src/adapters/postgres/infrastructures.ts";
import { startVms } from "../../../src/adapters/postgres/vms.ts";
import { NOW, openRows } from "../../support/rows.ts";

const RETAIL = { business_unit_id: "retail", requester_id: "ana" };
const LABS = { business_unit_id: "labs", requester_id: "ana" };

async function openHierarchy() {
  const rows = await openRows();
  await rows.person("ana");
  for (const unit of ["retail", "labs"]) await rows.unit(unit);
  await rows.role("shop/web/front", "retail", { max_vms: 20 });
  await rows.role("shop/web/back", "retail");
  await rows.role("bench/run/node", "labs");
  return { ...rows, infrastructures: startInfrastructures(rows.db), vms: startVms(rows.db, () => NOW) };
}

describe("infrastructures", () => {
  it("are read with their services and roles", async () => {
    const { infrastructures } = await openHierarchy();
    const plain = { domain: null, balancer: null, san: null, memoryMb: 1024, diskGb: 60 };
    expect(await infrastructures.byName("shop")).toEqual({
      ...{ id: "shop", name: "shop", businessUnit: "retail", state: "provisioned", hostGroup: null },
      ...{ storagePool: null, unprovisioned: [], change: null, ending: null },
      ...{ memoryMb: 1024, diskGb: 60, vcpu: null, vms: null, until: null, reason: "to sell", used: {} },
      services: [
        {
          ...{ id: "shop/web", name: "web", environment: "production", ...plain },
          ...{ networks: ["prod-net"], templates: ["small"] },
          roles: [
            { id: "shop/web/back", name: "back", templates: ["small"], network: null, max: null },
            { id: "shop/web/front", name: "front", templates: ["small"], network: null, max: 20 },
          ],
        },
      ],
    });
    expect(await infrastructures.byName("nowhere")).toBeNull();
  });

  it("tell the day on which they end as it was written", async () => {
    const { db, infrastructures } = await openHierarchy();
    await db.updateTable("infrastructure").set({ until: "2027-03-31" }).execute();
    expect(await infrastructures.byName("shop")).toMatchObject({ until: "2027-03-31" });
  });

  it("are read without services when they have none", async () => {
    const { db, infrastructures } = await openHierarchy();
    await db.deleteFrom("service").execute();
    expect(await infrastructures.byName("shop")).toMatchObject({ services: [] });
  });

  it("show what was removed and what is gone no more, and what is new as not provisioned yet", async () => {
    const { db, infrastructures } = await openHierarchy();
    await db.updateTable("service_role").set({ removed_at: NOW }).where("id", "=", "shop/web/back").execute();
    await db.updateTable("service_role").set({ is_provisioned: false }).where("id", "=", "shop/web/front").execute();
    await db.updateTable("infrastructure").set({ state: "decommissioned" }).where("id", "=", "bench").execute();
    const shop = await infrastructures.byName("shop");
    expect(shop?.services.flatMap(({ roles }) => roles.map(({ name }) => name))).toEqual(["front"]);
    expect(shop?.unprovisioned).toEqual(["shop/web/front"]);
    expect((await infrastructures.list({ units: null })).map(({ name }) => name)).toEqual(["shop"]);
    expect(await infrastructures.byName("bench")).toBeNull();
  });

  it("are listed for the business units that are asked about", async () => {
    const { infrastructures } = await openHierarchy();
    const names = async (units: string[] | null) => (await infrastructures.list({ units })).map((one) => one.name);
    expect(await names(null)).toEqual(["bench", "shop"]);
    expect(await names(["retail"])).toEqual(["shop"]);
    expect(await names([])).toEqual([]);
  });

  it("say what machines take of each service and role, granted or held", async () => {
    const { share, infrastructures } = await openHierarchy();
    await share("shop", "dc1", { infrastructure_id: "shop", memory_mb: 65536 });
    await share("vm-1", "shop/web", { infrastructure_id: "shop", service_role_id: "shop/web/front" });
    await share("vm-2", "shop/web", { infrastructure_id: "shop", service_role_id: "shop/web/front", held_by: "REQ-1" });
    await share("vm-3", "shop/web", { infrastructure_id: "shop", service_role_id: "shop/web/back" });
    const shop = await infrastructures.byName("shop");
    const machines = (vms: number) => ({ memoryMb: 1024 * vms, diskGb: 60 * vms, vcpu: vms, vms });
    expect(shop?.used).toEqual({
      ...{ shop: machines(3), "shop/web": machines(3) },
      ...{ "shop/web/front": machines(2), "shop/web/back": machines(1) },
    });
  });
});

describe("machines", () => {
  it("are read with where they belong and where they run", async () => {
    const { db, vm, vms } = await openHierarchy();
    const host = { id: "h-1", datacenter_id: "dc1", name: "h1", host_group: "general", state: "active" as const };
    await db.insertInto("host").values(host).execute();
    await vm("web-1", "shop/web/front", { ...RETAIL, host_id: "h-1", address: "10.0.0.7", request_id: "REQ-1" });
    expect(await vms.byName("web-1")).toEqual({
      ...{
        id: "vm-web-1",
        name: "web-1",
        state: "running",
        ending: null,
        schedule: null,
        snapshots: [],
        request: "REQ-1",
        businessUnit: "retail",
      },
      ...{ infrastructure: "shop", service: "shop/web", role: "shop/web/front", path: "shop/web/front" },
      ...{ template: "small", size: { memoryMb: 1024, diskGb: 60, vcpu: 1, vms: 1 }, dayPrice: "3.100000" },
      ...{ address: "10.0.0.7", host: "h1", until: null, requester: "Ana" },
    });
  });

  it("are listed by business unit, by state and by where they belong", async () => {
    const { vm, vms } = await openHierarchy();
    await vm("web-2", "shop/web/back", { ...RETAIL, state: "stopped" });
    await vm("web-1", "shop/web/front", RETAIL);
    await vm("lab-1", "bench/run/node", LABS);
    const names = async (filter: Parameters<typeof vms.list>[0]) => (await vms.list(filter)).map((one) => one.name);
    expect(await names({ units: null })).toEqual(["lab-1", "web-1", "web-2"]);
    expect(await names({ units: ["labs"] })).toEqual(["lab-1"]);
    expect(await names({ units: [] })).toEqual([]);
    expect(await names({ units: null, state: "stopped" })).toEqual(["web-2"]);
    expect(await names({ units: ["retail"], on: "shop/web", state: "running" })).toEqual(["web-1"]);
  });

  it("are found beneath a path that ends where a name ends", async () => {
    const { vm, vms } = await openHierarchy();
    await vm("web-1", "shop/web/front", RETAIL);
    const found = async (on: string) => (await vms.list({ units: null, on })).length;
    for (const on of ["shop", "shop/", "shop/web", "shop/web/front"]) expect([on, await found(on)]).toEqual([on, 1]);
    for (const on of ["shop/we", "web", "shop/web/front/1", "%"]) expect([on, await found(on)]).toEqual([on, 0]);
  });

  it("are gone when they were deleted, and their name may be somebody else's", async () => {
    const { vm, vms } = await openHierarchy();
    await vm("web-1", "shop/web/front", { ...RETAIL, id: "vm-old", state: "deleted", deleted_at: NOW });
    expect(await vms.byName("web-1")).toBeNull();
    await vm("web-1", "bench/run/node", LABS);
    expect((await vms.list({ units: null })).map((one) => one.id)).toEqual(["vm-web-1"]);
  });
});
