/** What a budget has left, as a decision asks for it under its locks, beside one sum of the charges that are closed. */
import { sql } from "kysely";
import { budgetAt } from "../../src/adapters/postgres/budgets.ts";
import { startLedgerClosing } from "../../src/adapters/postgres/ledger/closing.ts";
import type { Bench } from "./ground.ts";
import { elapsedMs, race } from "./harness.ts";
import { openSpans } from "./ledger.ts";

const SPANS = 100_000;
const CLOSED_DAYS = 10;
const MIDNIGHT_MS = Date.parse("2028-02-02T00:00:00Z");
const DAY_MS = 86_400_000;

/** One of twenty business units. */
const UNIT = { unitId: "unit0", zone: "UTC" };

export const budget: Bench = {
  name: "budget",
  async run(ground) {
    const { db, close } = await openSpans(ground, SPANS);
    const closing = startLedgerClosing(db);
    for (let day = 0; day < CLOSED_DAYS; day++) await closing.closeOldest(new Date(MIDNIGHT_MS + day * DAY_MS));
    await sql`vacuum analyze`.execute(db);
    const now = new Date(MIDNIGHT_MS + (CLOSED_DAYS - 0.5) * DAY_MS);
    const row = await race({
      ...{ what: `budget: what is left of it, of ${SPANS} spans and ${CLOSED_DAYS} closed days`, unit: "ms" },
      goal: { below: 5 },
      ours: () => elapsedMs(() => budgetAt(db, "1000", UNIT, now)),
      baseline: () =>
        elapsedMs(() =>
          sql`select sum(amount) from charge where day >= '2028-02-01'
            and span_id in (select id from span where unit_id = ${UNIT.unitId})`.execute(db),
        ),
    });
    await close();
    return [row];
  },
};
