/** Alerts of budgets: each told once a month, in however many processes, after a standstill, and for each budget anew. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { startBudgetStore, startDueBudgets } from "../../../src/adapters/postgres/budgets.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";

let trial: LedgerTrial;

/** 6.00 a day from the 4th on. */
beforeEach(async () => {
  trial = await openLedger();
  await trial.unit("retail", { cost_center: "CC-1" });
  await trial.role("till/pos/node", "retail");
  await trial.rate("2027-01-01", "0.10", "0.05");
  await trial.grant("2027-01-04T00:00+01:00", "till", [10, 100]);
});

async function budget(month: string, ...alerts: number[]) {
  await sql`
    insert into budget (business_unit_id, month, alerts, next_at)
    values ('retail', ${month}::numeric, ${alerts}, '2027-01-04T00:00+01:00')
    on conflict (business_unit_id) do update set month = excluded.month, next_at = excluded.next_at`.execute(trial.db);
}

const sweeper = () => startDueBudgets({ db: trial.db, committed: () => undefined });

async function sweep(at: string): Promise<void> {
  await sweeper().handOver(new Date(at));
}

async function told(): Promise<unknown[]> {
  const { rows } = await sql<{ payload: { of: string; percent: number; spent: string } }>`
    select payload from outbox where name = 'tell-budget' order by id`.execute(trial.db);
  return rows.map(({ payload: { of, percent, spent } }) => [of, percent, spent]);
}

describe("an alert of a budget", () => {
  it("is ordered once by two sweeps at once, and not again by later ones", async () => {
    await budget("10.00", 80, 100);
    await sweep("2027-01-05T00:00+01:00");
    expect(await told()).toEqual([]);
    await Promise.all(["2027-01-06T00:00+01:00", "2027-01-06T00:00+01:00"].map(sweep));
    await sweep("2027-01-07T00:00+01:00");
    expect(await told()).toEqual([["2027-01", 100, "12.000000"]]);
  });

  it("is told of each month after a standstill, of the one that is over as it came out", async () => {
    await budget("20.00", 100);
    await sweep("2027-02-10T00:00+01:00");
    expect(await told()).toEqual([
      ["2027-01", 100, "168.000000"],
      ["2027-02", 100, "54.000000"],
    ]);
  });

  it("is told anew for another budget, and not for the same one set again", async () => {
    await budget("6.00", 100);
    await sweep("2027-01-05T00:00+01:00");
    await budget("6.00", 100);
    await sweep("2027-01-05T00:00+01:00");
    expect(await told()).toHaveLength(1);
    await budget("5.00", 100);
    await sweep("2027-01-05T00:00+01:00");
    expect(await told()).toHaveLength(2);
  });

  it("is looked at next when the day is over, on a day of 25 hours, too", async () => {
    await budget("1000000.00", 100);
    await sweep("2027-10-31T00:30+02:00");
    expect(await sweeper().next()).toEqual(new Date("2027-11-01T00:00+01:00"));
  });
});

it("a budget tells what the month comes to if everything goes on as it is", async () => {
  await budget("200.00", 100);
  trial.clock.now = new Date("2027-01-14T00:00+01:00");
  const store = startBudgetStore({ db: trial.db, now: () => trial.clock.now });
  expect(await store.states(["retail"])).toMatchObject([{ spent: "60.000000", projected: "168.000000" }]);
  expect(await store.states([])).toEqual([]);
});
