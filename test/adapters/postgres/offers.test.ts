/** What business units are offered, and what they take of their ceilings. */
import { describe, expect, it } from "vitest";
import { startOffers } from "../../../src/adapters/postgres/offers.ts";
import { NOTHING } from "../../../src/domain/amount.ts";
import { EVERYTHING } from "../../../src/domain/offer.ts";
import { NOW, openRows, type Rows } from "../../support/rows.ts";
import { createOf } from "../../support/work-rows.ts";

async function open() {
  const rows = await openRows();
  await rows.person("lou");
  for (const id of ["labs", "retail"]) await rows.unit(id);
  await rows.db
    .insertInto("resource")
    .values(["test-net", "prod-net"].map((name) => ({ datacenter_id: "dc1", kind: "network", name })))
    .execute();
  const template = { datacenter_id: "dc1", vcpu: 1, disk_gb: 10, day_price: null, retired_at: null };
  await rows.db
    .insertInto("template")
    .values([
      { ...template, id: "t-1", name: "medium", memory_mb: 4096 },
      { ...template, id: "t-2", name: "small", memory_mb: 1024 },
      { ...template, id: "t-3", name: "old", memory_mb: 512, retired_at: NOW },
    ])
    .execute();
  return { ...rows, offers: startOffers(rows.db) };
}

const DETAILS = createOf("lab/app/node", "node-1");

const LISTS = { environments: ["test"], networks: [], templates: ["small"] };

async function offer({ db }: Rows, unit: string) {
  await db
    .insertInto("offer")
    .values({ business_unit_id: unit, ...LISTS, memory_mb: 16_384, disk_gb: null })
    .execute();
}

describe("what a unit is offered", () => {
  it("is everything there is, without a ceiling, until somebody says otherwise", async () => {
    const { offers } = await open();
    const none = { memoryMb: null, diskGb: null, vcpu: null, vms: null };
    expect(await offers.to("labs")).toEqual({
      ...{ unit: "labs", offer: EVERYTHING },
      has: { network: ["prod-net", "test-net"], template: ["small", "medium"] },
      ceiling: { name: "the offer to labs", limit: none, taken: NOTHING },
    });
  });

  it("is what was said of this unit, and of no other", async () => {
    const rows = await open();
    await offer(rows, "labs");
    expect((await rows.offers.to("labs"))?.offer).toEqual({
      ...{ environment: ["test"], network: [], template: ["small"], memoryMb: 16_384, diskGb: null },
    });
    expect((await rows.offers.to("retail"))?.offer).toEqual(EVERYTHING);
  });

  it("is nothing where the unit is closed, or was never there", async () => {
    const rows = await open();
    await rows.db.updateTable("business_unit").set({ closed_at: NOW }).where("id", "=", "labs").execute();
    expect(await rows.offers.to("labs")).toBeNull();
    expect(await rows.offers.to("nobody")).toBeNull();
  });
});

describe("what a unit takes of its ceilings", () => {
  it("is what its infrastructures have and what its requests hold, and not what machines take of services", async () => {
    const rows = await open();
    await offer(rows, "labs");
    await rows.role("lab/app/node", "labs");
    await rows.role("shop/web/front", "retail");
    await rows.share("lab", "dc1", { infrastructure_id: "lab" });
    await rows.share("vm-1", "lab/app", { infrastructure_id: "lab", service_role_id: "lab/app/node" });
    await rows.share("shop", "dc1", { infrastructure_id: "shop" });
    await rows.request("REQ-1", DETAILS, { requester_id: "lou", business_unit_id: "labs" });
    await rows.request("REQ-2", DETAILS, { requester_id: "lou", business_unit_id: "retail" });
    await rows.share("new", "dc1", { infrastructure_id: "new", held_by: "REQ-1", memory_mb: 4096 });
    await rows.share("other", "dc1", { infrastructure_id: "other", held_by: "REQ-2" });
    const { ceiling } = (await rows.offers.to("labs")) ?? expect.fail("labs is gone");
    expect(ceiling.limit).toMatchObject({ memoryMb: 16_384, diskGb: null });
    expect(ceiling.taken).toEqual({ memoryMb: 1024 + 4096, diskGb: 120, vcpu: 2, vms: 2 });
  });

  it("counts what an infrastructure holds for its change once", async () => {
    const rows = await open();
    await rows.role("lab/app/node", "labs");
    await rows.request("REQ-1", DETAILS, { requester_id: "lou", business_unit_id: "labs" });
    await rows.share("lab", "dc1", { infrastructure_id: "lab" });
    await rows.share("lab", "dc1", { infrastructure_id: "lab", held_by: "REQ-1" });
    const { ceiling } = (await rows.offers.to("labs")) ?? expect.fail("labs is gone");
    expect(ceiling.taken.memoryMb).toBe(2048);
  });
});
