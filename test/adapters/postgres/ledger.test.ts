/** The ledger: what is granted and not in use, and what machines cost, to the second and to the cent. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Dimension, LedgerQuery } from "../../../src/app/ledger-ports.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";

const DAY = { units: null, from: "2027-01-04", to: "2027-01-04" };
const MONDAY = "2027-01-04T00:00+01:00";
const TUESDAY = "2027-01-05T00:00+01:00";
const at = (hour: string) => `2027-01-04T${hour}+01:00`;

let trial: LedgerTrial;

/** 10 GB and 100 GB at 0.10 and 0.05 are 6.00 a day; a machine of 1 GB and 60 GB at 3.10 is in it from then on. */
beforeEach(async () => {
  trial = await openLedger();
  await trial.unit("retail");
  await trial.person("olga");
  await trial.role("till/pos/node", "retail");
  await trial.rate("2027-01-01", "0.10", "0.05");
  await trial.price("small", "2027-01-01", "3.10");
  await trial.grant(MONDAY, "till", [10, 100]);
  await trial.vm("pos-1", "till/pos/node", { business_unit_id: "retail", requester_id: "olga", state: "creating" });
});

const becomes = (when: string, state: string) => trial.machine(when, "vm-pos-1", { state });

/** `2.90 + 3.10 = 6.00`: reserved, allocated, and both. */
async function said(query: LedgerQuery = DAY): Promise<string> {
  const [sum] = await trial.ledger.sums(query, []);
  return sum ? `${cents(sum.reserved)} + ${cents(sum.allocated)} = ${cents(sum.amount)}` : "nothing";
}

async function by(...dimensions: Dimension[]): Promise<string[]> {
  const sums = await trial.ledger.sums(DAY, dimensions);
  return sums.map(({ keys, amount }) => `${dimensions.map((one) => keys[one]).join(" ")} ${cents(amount)}`);
}

const cents = (amount: string) => amount.replace(/0{1,4}$/, "");

describe("a day", () => {
  it("costs what is granted as long as nothing of it is in use", async () => {
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("6.00 + 0.00 = 6.00");
  });

  it("costs the same with a machine, whose part is reserved no more", async () => {
    await becomes(MONDAY, "running");
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("2.90 + 3.10 = 6.00");
  });

  it("is charged to the second", async () => {
    await becomes(at("06:00"), "running");
    await becomes(at("18:00:01"), "deleted");
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("4.449964 + 1.550036 = 6.00");
  });

  it("is told to date as it would be closed now", async () => {
    trial.clock.now = new Date(at("12:00"));
    expect(await said()).toBe("3.00 + 0.00 = 3.00");
    expect((await trial.ledger.sums(DAY, []))[0]).toMatchObject({ isOpen: true, isUnpriced: false });
  });

  it("costs nothing for a machine that never came to be", async () => {
    await becomes(at("12:00"), "failed");
    await becomes(at("13:00"), "deleted");
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("6.00 + 0.00 = 6.00");
  });

  it("is two lines of an infrastructure that grew in it", async () => {
    await trial.grant(at("18:00"), "till", [20, 100]);
    await trial.closeUntil(TUESDAY);
    const lines = await trial.ledger.lines(DAY, 10);
    expect(lines.map(({ seconds, amount }) => `${seconds} s ${cents(amount)}`)).toEqual([
      "64800 s 4.50",
      "21600 s 1.75",
    ]);
  });

  it("ends early for what is given back", async () => {
    await trial.grant(at("06:00"), "till", null);
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("1.50 + 0.00 = 1.50");
  });

  it("costs nothing without a price, and says so", async () => {
    await becomes(MONDAY, "running");
    await trial.db.deleteFrom("rate").execute();
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("0.00 + 3.10 = 3.10");
    const sums = await trial.ledger.sums(DAY, ["machine"]);
    expect(sums.map(({ isUnpriced }) => isUnpriced)).toEqual([false, true]);
  });
});

describe("a machine at rest", () => {
  it("costs the same when it is stopped, and its storage alone when it is stored", async () => {
    await becomes(MONDAY, "stopped");
    await becomes(at("12:00"), "stored");
    await trial.closeUntil(TUESDAY);
    expect(await said()).toBe("2.95 + 3.05 = 6.00");
  });

  it("counts by the datacenter's own rule, from when that is set", async () => {
    await becomes(MONDAY, "stopped");
    await trial.counts(at("12:00"), { stopped_counts: "storage" });
    await trial.closeUntil(TUESDAY);
    expect((await trial.ledger.lines(DAY, 10)).map(({ takes, amount }) => `${takes} ${cents(amount)}`)).toEqual([
      "whole 2.95",
      "whole 1.55",
      "storage 1.50",
    ]);
  });
});

describe("a price", () => {
  const DAYS = { ...DAY, to: "2027-01-06" };

  it("is that of its day, of rates as of templates", async () => {
    await becomes(MONDAY, "running");
    await trial.price("small", "2027-01-05", "4.10");
    await trial.rate("2027-01-06", "0.20", "0.05");
    await trial.closeUntil("2027-01-07T00:00+01:00");
    const sums = await trial.ledger.sums(DAYS, ["day"]);
    expect(sums.map(({ reserved, allocated }) => `${cents(reserved)} + ${cents(allocated)}`)).toEqual([
      "2.90 + 3.10",
      "2.90 + 4.10",
      "3.80 + 4.10",
    ]);
  });

  it("goes by size where the template has none any more", async () => {
    await becomes(MONDAY, "running");
    await trial.price("small", "2027-01-05", null);
    await trial.rate("2027-01-05", "0.20", "0.10");
    await trial.closeUntil("2027-01-06T00:00+01:00");
    expect(await said({ ...DAY, from: "2027-01-05", to: "2027-01-05" })).toBe("5.80 + 6.20 = 12.00");
  });

  it.each([
    ["has 23 hours", "2027-03-28"],
    ["has 25 hours", "2027-10-31"],
  ])("of a day is the same on one that %s", async (_what, day) => {
    await becomes(MONDAY, "running");
    trial.clock.now = new Date("2027-12-01T00:00Z");
    expect(await said({ ...DAY, from: day, to: day })).toBe("2.90 + 3.10 = 6.00");
  });
});

describe("the bill", () => {
  beforeEach(() => becomes(MONDAY, "running"));

  it("names things as they were called then, also those that are gone", async () => {
    await trial.machine(at("12:00"), "vm-pos-1", { name: "pos-one" });
    await becomes(at("18:00"), "deleted");
    await trial.closeUntil(TUESDAY);
    expect(await by("machine")).toEqual(["pos-1 1.55", "pos-one 0.775", " 3.675"]);
  });

  it("tells them apart by cost center, from when that is another", async () => {
    await trial.db.updateTable("business_unit").set({ cost_center: "c-2" }).execute();
    await trial.keepAll(at("12:00"));
    await trial.closeUntil(TUESDAY);
    expect(await by("costCenter")).toEqual(["c-1 3.00", "c-2 3.00"]);
  });

  it("sums up by where things belong: what is reserved is the infrastructure's", async () => {
    await trial.closeUntil(TUESDAY);
    expect(await by("unit", "infrastructure")).toEqual(["retail till 6.00"]);
    expect(await by("service")).toEqual(["till/pos 3.10", " 2.90"]);
    expect(await by("role", "template", "state")).toEqual(["till/pos/node small running 3.10", "   2.90"]);
  });

  it("shows everybody their own: a unit, an infrastructure, or the machines of a service", async () => {
    await trial.closeUntil(TUESDAY);
    expect(await said({ ...DAY, units: ["labs"] })).toBe("nothing");
    expect(await said({ ...DAY, units: ["retail"] })).toBe("2.90 + 3.10 = 6.00");
    expect(await said({ ...DAY, units: [], infrastructures: ["till"] })).toBe("2.90 + 3.10 = 6.00");
    expect(await said({ ...DAY, units: [], services: ["till/pos"] })).toBe("0.00 + 3.10 = 3.10");
    expect(await said({ ...DAY, on: "till/pos" })).toBe("0.00 + 3.10 = 3.10");
    expect(await said({ ...DAY, on: "til" })).toBe("nothing");
  });
});
