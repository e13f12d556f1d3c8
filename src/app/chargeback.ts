/** What a month costs, asked of the ledger as far as somebody sees it. */
import type { ChargebackView } from "../cards/chargeback-charts.ts";
import type { ReportHead } from "../cards/report-parts.ts";
import type { Actor } from "../domain/actor.ts";
import { daysOf, earlier, monthAt } from "../domain/ledger/months.ts";
import { Refusal } from "../domain/refusal.ts";
import { sightOf } from "../domain/sight.ts";
import type { BudgetStore } from "./budgets.ts";
import type { DatacenterSettings, Unit, Units } from "./datacenter-ports.ts";
import type { Dimension, Ledger, LedgerSum } from "./ledger-ports.ts";
import { ownUnit, unitsSeenBy } from "./own-unit.ts";
import type { Usage, UseCost } from "./usage-ports.ts";

export interface ChargebackRooms {
  ledger: Ledger;
  usage: Pick<Usage, "costs">;
  units: Units;
  budgetStore: Pick<BudgetStore, "states">;
}

/** How many months are told of beside each other. */
const MONTHS = 6;

const PLACES: Dimension[] = ["unit", "costCenter", "infrastructure", "service", "role"];

/** Throws a Refusal `not-found` for a unit or a path that this person does not see, and of which nothing was ever charged. */
export async function chargebackOf(
  rooms: ChargebackRooms,
  head: ReportHead,
  { billing }: Pick<DatacenterSettings, "billing">,
  actor: Actor,
): Promise<ChargebackView> {
  const { ledger, usage } = rooms;
  const now = monthAt(head.now, head.timeZone);
  const month = head.ask.month ?? now;
  const all = await rooms.units.all();
  const scope = scopeOf(all, head, actor);
  const [charged, before, months, closed, used] = await Promise.all([
    ledger.sums({ ...scope, ...daysOf(month, month) }, [...PLACES, "machine"]),
    ledger.sums({ ...scope, ...daysOf(earlier(month, 1), earlier(month, 1)) }, PLACES),
    ledger.sums({ ...scope, ...daysOf(earlier(month, MONTHS - 1), month) }, ["month"]),
    ledger.closed(),
    usage.costs({ ...scope, ...daysOf(month, month) }),
  ]);
  const budgets = month === now ? await budgetsOf(rooms, all, head, actor) : [];
  if (months.length === 0) requireSomething(all, head);
  return {
    ...{ ...head, month, billing, before, budgets, isClosed: closed.month !== null && month <= closed.month },
    charged: besideUse(charged, used),
    measured: shareOf(used),
    months: months.map(({ keys, reserved, allocated, refunded, amount }) => ({
      ...{ month: keys.month ?? "", reserved, allocated, refunded, amount },
    })),
  };
}

/** Each sum with what was used of it. */
function besideUse(charged: LedgerSum[], used: UseCost[]) {
  const keyOf = ({ keys }: Pick<LedgerSum, "keys">) =>
    JSON.stringify([...PLACES, "machine" as const].map((dimension) => keys[dimension] ?? null));
  const byKey = new Map(used.map((one) => [keyOf(one), one]));
  return charged.map((sum) => {
    const { used: own = null, idle = null, measuredSeconds = 0, seconds = 0 } = byKey.get(keyOf(sum)) ?? {};
    return { ...sum, used: own, idle, measuredSeconds, seconds };
  });
}

/** Of the time in which machines were allocated, the part in which they were measured. */
function shareOf(used: UseCost[]): number {
  const sum = (field: "measuredSeconds" | "seconds") => used.reduce((total, one) => total + one[field], 0);
  return sum("measuredSeconds") / Math.max(1, sum("seconds"));
}

/** Those of the units that are told of whole. */
async function budgetsOf({ budgetStore }: ChargebackRooms, all: Unit[], { ask: { bu, on } }: ReportHead, actor: Actor) {
  if (on !== undefined) return [];
  const seen = unitsSeenBy(all, actor).filter(({ name }) => bu === undefined || bu === name);
  return budgetStore.states(seen.map(({ id }) => id));
}

/** Whoever sees everything may also name a unit that is closed by now. */
function scopeOf(all: Unit[], { ask: { bu, on } }: ReportHead, actor: Actor) {
  const sight = sightOf(actor, "report.see");
  const narrowed = on === undefined ? sight : { ...sight, on };
  if (bu === undefined) return narrowed;
  const isClosed = sight.units === null && !unitsSeenBy(all, actor).some(({ name }) => name === bu);
  return { ...narrowed, unit: isClosed ? bu : ownUnit(all, bu, actor).name };
}

/** What is there costs nothing; what is not cannot be told of. */
function requireSomething(all: Unit[], { ask: { bu, on } }: ReportHead): void {
  if (on !== undefined) throw new Refusal("not-found", `there is no ${on}`, "see yours: infra list");
  const isThere = bu === undefined || all.some(({ name }) => name === bu);
  if (!isThere) throw new Refusal("not-found", `there is no business unit ${bu}`, "see yours: bu list");
}
