/** Budgets in Postgres: set and noted together, and looked at when a day is over, each alert once a month. */
import { type RawBuilder, sql } from "kysely";
import type { BudgetStore, DueBudgets } from "../../app/budgets.ts";
import { nextLook } from "../../domain/day.ts";
import { type Budget, type BudgetState, reachedOf } from "../../domain/ledger/budget.ts";
import { daysOf, endOfMonth, monthAt, monthsBetween } from "../../domain/ledger/months.ts";
import { moneyOf } from "../../domain/money.ts";
import { noteEvent } from "./audit-log.ts";
import { handingOver } from "./handing-over.ts";
import { amountOf, sums } from "./ledger/sums.ts";
import { orderEffect } from "./orders.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";

interface BudgetOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startBudgetStore({ db, now }: Pick<BudgetOptions, "db" | "now">): BudgetStore {
  return {
    set: (unit, budget, by, check) =>
      inTransaction(db, async (tx) => {
        check(await lockRights(tx, by, now()));
        const [before] = await found(tx, sql`b.business_unit_id = ${unit.id}`);
        await keep(tx, unit.id, budget, now());
        const noted = { identity: by.identity, action: "report.budget", subject: unit.name, at: now() };
        await noteEvent(tx, { ...noted, before: before ? termsOf(before) : null, after: budget });
      }),
    months: async (units) => (await found(db, amongUnits(units))).map(({ unit, month }) => ({ unit, month })),
    async states(units) {
      const kept = await found(db, amongUnits(units));
      return Promise.all(kept.map((one) => stateOf(db, one, monthAt(now(), one.zone), now())));
    },
  };
}

function amongUnits(units: string[] | null): RawBuilder<unknown> {
  return units === null ? sql`true` : sql`b.business_unit_id = any(${units})`;
}

export function startDueBudgets({ db, committed }: Pick<BudgetOptions, "db" | "committed">): DueBudgets {
  return handingOver({ db, committed, work: handOver, next: sql`(select min(next_at) from budget)` });
}

interface Kept extends Budget {
  unitId: string;
  unit: string;
  zone: string;
  nextAt: Date;
}

async function found(db: Db | Tx, where: RawBuilder<unknown>, locking = sql``): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select b.business_unit_id as "unitId", u.name as unit, d.time_zone as zone, b.month::text as month, b.alerts,
      b.next_at as "nextAt"
    from budget b join business_unit u on u.id = b.business_unit_id join datacenter d on d.id = u.datacenter_id
    where u.closed_at is null and ${where}
    order by u.name ${locking}`.execute(db);
  return rows;
}

/** It is looked at by the next sweep. */
async function keep(tx: Tx, unit: string, budget: Budget | null, at: Date): Promise<void> {
  if (budget === null) {
    await sql`delete from budget where business_unit_id = ${unit}`.execute(tx);
    return;
  }
  const { month, alerts } = budget;
  await sql`
    insert into budget (business_unit_id, month, alerts, next_at) values (${unit}, ${month}::numeric, ${alerts}, ${at})
    on conflict (business_unit_id) do update set month = excluded.month, alerts = excluded.alerts, next_at = excluded.next_at`.execute(
    tx,
  );
}

function termsOf({ month, alerts }: Budget): Budget {
  return { month, alerts };
}

/** Returns how many alerts were ordered. Of two sweeps at once the second finds none of what the first has. */
async function handOver(tx: Tx, now: Date): Promise<number> {
  const due = await found(tx, sql`b.next_at <= ${now}`, sql`for update of b skip locked`);
  let ordered = 0;
  for (const one of due) {
    for (const month of monthsBetween(one.nextAt, now, one.zone)) ordered += await look(tx, one, month, now);
    await sql`update budget set next_at = ${nextLook(now, one.zone)} where business_unit_id = ${one.unitId}`.execute(
      tx,
    );
  }
  return ordered;
}

async function look(tx: Tx, one: Kept, month: string, now: Date): Promise<number> {
  const spent = await spentOf(tx, one, month, now);
  const reached = reachedOf(one, moneyOf(spent));
  const { rows } = await sql<{ percent: number }>`
    insert into budget_alert (business_unit_id, month, budget, percent, at)
    select ${one.unitId}, ${month}, ${one.month}::numeric, percent, ${now} from unnest(${reached}::integer[]) percent
    on conflict do nothing returning percent`.execute(tx);
  const percent = Math.max(0, ...rows.map((row) => row.percent));
  if (percent === 0) return 0;
  const state = await stateAt(tx, one, month, spent);
  const dearest = await dearestOf(tx, one, month, now);
  await orderEffect(tx, "tell-budget", { ...state, unitId: one.unitId, percent, dearest });
  return 1;
}

async function stateOf(db: Db | Tx, one: Kept, month: string, now: Date): Promise<BudgetState> {
  return stateAt(db, one, month, await spentOf(db, one, month, now));
}

async function stateAt(db: Db | Tx, one: Kept, month: string, spent: string): Promise<BudgetState> {
  const projected = await spentOf(db, one, month, endOfMonth(month, one.zone));
  return { ...termsOf(one), unit: one.unit, of: month, spent, projected };
}

/** By a moment that is still to come it is what the month comes to if everything goes on as it is. */
function spentOf(db: Db | Tx, { unitId }: Pick<Kept, "unitId">, month: string, by: Date): Promise<string> {
  return amountOf(db, { units: [unitId], ...daysOf(month, month) }, by);
}

/** How the budget of a unit, where it has one, stands for a decision. */
export async function budgetAt(
  db: Db | Tx,
  month: string | null,
  unit: Pick<Kept, "unitId" | "zone">,
  now: Date,
): Promise<{ month: string; spent: string } | null> {
  if (month === null) return null;
  return { month, spent: await spentOf(db, unit, monthAt(now, unit.zone), now) };
}

const MOST_NAMED = 3;

async function dearestOf(tx: Tx, { unitId }: Kept, month: string, now: Date) {
  const all = await sums(tx, { units: [unitId], ...daysOf(month, month) }, ["infrastructure"], now);
  return all
    .toSorted((a, b) => Number(moneyOf(b.amount) - moneyOf(a.amount)))
    .slice(0, MOST_NAMED)
    .map(({ keys, amount }) => ({ name: keys.infrastructure ?? "", amount }));
}
