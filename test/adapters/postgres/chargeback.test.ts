/** The report on cost, drawn from the ledger: to the unit, to each as far as they see, and a closed month for good. */
import { beforeEach, describe, expect, it } from "vitest";
import { startBudgetStore } from "../../../src/adapters/postgres/budgets.ts";
import { startUnits } from "../../../src/adapters/postgres/units.ts";
import { startUsage } from "../../../src/adapters/postgres/usage/start.ts";
import { chargebackOf } from "../../../src/app/chargeback.ts";
import type { ChargebackView } from "../../../src/cards/chargeback-charts.ts";
import { chargebackReport } from "../../../src/cards/chargeback-report.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { moneyOf } from "../../../src/domain/money.ts";
import type { ReportAsk } from "../../../src/domain/report.ts";
import { ROLES } from "../../../src/domain/roles.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";
import { identityOf } from "../../support/rows.ts";

const BEGIN = "2027-01-04T00:00+01:00";
const FEBRUARY = "2027-02-02T00:00+01:00";

let trial: LedgerTrial;

beforeEach(async () => {
  trial = await openLedger();
  for (const unit of ["retail", "labs"]) await trial.unit(unit, { cost_center: `CC-${unit}` });
  await trial.person("olga");
  await trial.role("till/pos/node", "retail");
  await trial.role("lab/test/node", "labs");
  await trial.rate("2027-01-01", "0.10", "0.05");
  await trial.price("small", "2027-01-01", "3.10");
  await trial.grant(BEGIN, "till", [10, 100]);
  await trial.grant(BEGIN, "lab", [3, 7]);
  const columns = { business_unit_id: "retail", requester_id: "olga", state: "creating" as const };
  await trial.vm("pos-1", "till/pos/node", columns);
  await trial.machine("2027-01-14T07:31:12+01:00", "vm-pos-1", { state: "running" });
  await trial.closeUntil(FEBRUARY);
  trial.clock.now = new Date(FEBRUARY);
});

/** Somebody with this role in a unit, or everywhere. */
function holder(role: "user" | "datacenter-admin", businessUnit: string | null): Actor {
  const grant = { role, can: [...ROLES[role]], businessUnit, infrastructure: null, service: null };
  return { person: "olga", name: "olga", identity: identityOf("olga"), grants: [grant], standsInFor: [] };
}

const DANA = holder("datacenter-admin", null);

function drawn(ask: Partial<ReportAsk>, actor = DANA): Promise<ChargebackView> {
  const head = {
    ...{ ask: { report: "chargeback" as const, ...ask }, whole: "dc1", currency: "EUR" },
    ...{ timeZone: "Europe/Berlin", now: trial.clock.now },
  };
  const rooms = {
    ledger: trial.ledger,
    units: startUnits(trial.db),
    usage: startUsage(trial.db, () => trial.clock.now),
    budgetStore: startBudgetStore({ db: trial.db, now: () => trial.clock.now }),
  };
  return chargebackOf(rooms, head, { billing: "showback" }, actor);
}

const fileOf = async (ask: Partial<ReportAsk>) => chargebackReport(await drawn(ask)).file?.content;
const unitsIn = ({ charged }: ChargebackView) => [...new Set(charged.map(({ keys }) => keys.unit))];

describe("the report on cost", () => {
  it("equals the ledger, in its lines, its months and its total", async () => {
    const view = await drawn({ month: "2027-01" });
    const [exact] = await trial.ledger.sums({ units: null, from: "2027-01-01", to: "2027-01-31" }, []);
    const sum = view.charged.reduce((all, { amount }) => all + moneyOf(amount), 0n);
    expect(sum).toBe(moneyOf(exact?.amount ?? ""));
    expect(view.months.find(({ month }) => month === "2027-01")?.amount).toBe(exact?.amount);
    expect(view.charged).toContainEqual(
      expect.objectContaining({ keys: expect.objectContaining({ machine: "pos-1", role: "till/pos/node" }) }),
    );
    expect(view.isClosed).toBe(true);
  });

  it("tells a unit of its own, and nobody of what they do not see", async () => {
    expect(unitsIn(await drawn({ month: "2027-01" }))).toEqual(["labs", "retail"]);
    expect(unitsIn(await drawn({ month: "2027-01" }, holder("user", "labs")))).toEqual(["labs"]);
    expect(unitsIn(await drawn({ month: "2027-01", bu: "retail" }))).toEqual(["retail"]);
    await expect(drawn({ bu: "retail" }, holder("user", "labs"))).rejects.toMatchObject({ code: "not-found" });
    await expect(drawn({ on: "till" }, holder("user", "labs"))).rejects.toMatchObject({ code: "not-found" });
    await expect(drawn({ bu: "nobody" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("of a closed month is the same byte for byte, whatever becomes of what was charged", async () => {
    const [before, own] = [await fileOf({ month: "2027-01" }), await fileOf({ month: "2027-01", bu: "retail" })];
    await trial.machine("2027-02-03T00:00+01:00", "vm-pos-1", { name: "pos-9", size: [2, 90] });
    await trial.machine("2027-02-04T00:00+01:00", "vm-pos-1", { state: "deleted" });
    await trial.grant("2027-02-05T00:00+01:00", "till", null);
    await trial.rate("2027-02-03", "9.99", "9.99");
    await trial.db
      .updateTable("business_unit")
      .set({ cost_center: "CC-other", closed_at: new Date(FEBRUARY) })
      .where("id", "=", "retail")
      .execute();
    await trial.closeUntil("2027-03-01T00:00+01:00");
    expect(await fileOf({ month: "2027-01" })).toBe(before);
    expect(await fileOf({ month: "2027-01", bu: "retail" })).toBe(own);
    expect(before).toContain("2027-01,retail,CC-retail,till,pos,node,pos-1,");
  });
});
