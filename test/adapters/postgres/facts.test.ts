/** The datacenter as a whole, and its business units. */
import { describe, expect, it } from "vitest";
import { startDatacenters } from "../../../src/adapters/postgres/facts.ts";
import { startUnits } from "../../../src/adapters/postgres/units.ts";
import { NOW, openDatabase, openRows, type Rows } from "../../support/rows.ts";

function factsOf({ db }: Pick<Rows, "db">, now = NOW) {
  return startDatacenters(db, () => now).facts();
}

async function offer({ db }: Rows) {
  const resource = (kind: string, name: string) => ({ datacenter_id: "dc1", kind, name });
  const resources = [resource("network", "test-net"), resource("network", "prod-net"), resource("environment", "test")];
  await db.insertInto("resource").values(resources).execute();
  const template = (name: string, gb: number, rest: object) => {
    const size = { vcpu: gb, memory_mb: gb * 1024, disk_gb: gb * 10 };
    return { id: name, datacenter_id: "dc1", name, ...size, day_price: null, retired_at: null, ...rest };
  };
  const small = template("small", 1, { day_price: "3.10" });
  const templates = [template("large", 16, {}), small, template("old", 2, { retired_at: NOW })];
  await db.insertInto("template").values(templates).execute();
}

async function addHost({ db }: Rows, id: string, host_group: string, state: "active" | "draining" = "active") {
  await db.insertInto("host").values({ id, datacenter_id: "dc1", name: id, host_group, state }).execute();
  const room = { VCPU: 16, MEMORY_MB: 1000, DISK_GB: 2000, VM_SLOT: 20 };
  const inventory = Object.entries(room).map(([resource_class, total]) => ({ host_id: id, resource_class, total }));
  await db.insertInto("inventory").values(inventory).execute();
}

async function setRates({ db }: Rows, ...days: [day: string, memory: string][]) {
  const rates = days.map(([starts_on, memory]) => ({ datacenter_id: "dc1", starts_on, memory, storage: "0.05" }));
  await db.insertInto("rate").values(rates).execute();
}

describe("the datacenter's facts", () => {
  it("say what an empty datacenter is", async () => {
    const nothing = { memoryMb: 0, diskGb: 0, vcpu: 0, vms: 0 };
    expect(await factsOf(await openRows())).toEqual({
      ...{ id: "dc1", name: "dc1", currency: "EUR", timeZone: "Europe/Berlin", approvalsChannel: "#approvals" },
      requestPrefix: "REQ",
      resources: { environment: [], network: [], domain: [], balancer: [], san: [], "storage-pool": [] },
      ...{ templates: [], hostGroups: [], rate: null, throttle: { workflows: 1000, light: 8, heavy: 2 } },
      ...{ graceDays: 7, freeExtensions: 2, freeExtensionDays: 30, billing: "showback" },
      usageKept: { samples: 7, hours: 90, days: 1100 },
      idle: { reservations: { percent: 80, days: 30 }, machines: { percent: 5, days: 14 }, quietDays: 90 },
      capacity: { name: "dc1", limit: nothing, taken: nothing },
    });
  });

  it("have its settings in them, which are to be had alone", async () => {
    const rows = await openRows();
    const settings = await startDatacenters(rows.db, () => NOW).settings();
    expect(settings).toMatchObject({ currency: "EUR", approvalsChannel: "#approvals", throttle: { light: 8 } });
    expect(await factsOf(rows)).toMatchObject(settings);
    await rows.db.deleteFrom("datacenter").execute();
    await expect(startDatacenters(rows.db, () => NOW).settings()).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("list what is offered, the smallest template first and retired ones not at all", async () => {
    const rows = await openRows();
    await offer(rows);
    const facts = await factsOf(rows);
    expect(facts.resources).toMatchObject({ network: ["prod-net", "test-net"], environment: ["test"], san: [] });
    expect(facts.templates).toEqual([
      { name: "small", vcpu: 1, memoryMb: 1024, diskGb: 10, dayPrice: "3.100000" },
      { name: "large", vcpu: 16, memoryMb: 16384, diskGb: 160, dayPrice: null },
    ]);
  });

  it("count the room of active hosts, less what is reserved, and all that is granted or held", async () => {
    const rows = await openRows();
    await addHost(rows, "h1", "general");
    await addHost(rows, "h2", "general");
    await addHost(rows, "h3", "gpu", "draining");
    const thinner = { allocation_ratio: 1.5, reserved: 100 };
    await rows.db
      .updateTable("inventory")
      .set(thinner)
      .where("host_id", "=", "h2")
      .where("resource_class", "=", "MEMORY_MB")
      .execute();
    await rows.share("shop", "dc1", { infrastructure_id: "shop" });
    await rows.share("till", "dc1", { infrastructure_id: "till", held_by: "REQ-1" });
    const { capacity, hostGroups } = await factsOf(rows);
    expect(capacity.limit).toEqual({ memoryMb: 1000 + 1400, diskGb: 4000, vcpu: 32, vms: 40 });
    expect(capacity.taken).toEqual({ memoryMb: 2048, diskGb: 120, vcpu: 2, vms: 2 });
    expect(hostGroups).toEqual(["general", "gpu"]);
  });

  it("name the rate that has begun on the datacenter's own calendar", async () => {
    const rows = await openRows();
    await setRates(rows, ["2026-01-01", "0.10"], ["2027-01-05", "0.20"], ["2028-01-01", "0.30"]);
    const beforeMidnight = await factsOf(rows, new Date("2027-01-04T22:59:59Z"));
    expect(beforeMidnight.rate).toEqual({ memory: "0.100000", storage: "0.050000" });
    const afterMidnight = await factsOf(rows, new Date("2027-01-04T23:00:00Z"));
    expect(afterMidnight.rate?.memory).toBe("0.200000");
  });

  it("cannot be told where there is no datacenter", async () => {
    await expect(factsOf({ db: await openDatabase() })).rejects.toThrow("there is no datacenter yet");
  });
});

describe("business units", () => {
  it("are listed by name", async () => {
    const { db, unit } = await openRows();
    await unit("bu-2", { name: "retail", channel: "#retail" });
    await unit("bu-1", { name: "labs", cost_center: "c-7" });
    expect(await startUnits(db).all()).toEqual([
      { id: "bu-1", name: "labs", costCenter: "c-7", channel: null },
      { id: "bu-2", name: "retail", costCenter: "c-1", channel: "#retail" },
    ]);
  });
});
