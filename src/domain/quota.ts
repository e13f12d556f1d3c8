/** What is counted against a ceiling, and whether something more would still fit. */
import { type Amounts, amountText, type Limits, MEASURE_NAMES, MEASURES, plus, times } from "./amount.ts";
import { Refusal } from "./refusal.ts";

/** A ceiling and all that is taken of it: what was granted and what is held for pending requests. */
export interface Tally {
  /** How people know it: `shop/web`, `dc1`. */
  name: string;
  limit: Limits;
  taken: Amounts;
}

/** The tally without what is counted in it for one consumer already. */
export function without(tally: Tally, own: Amounts): Tally {
  return { ...tally, taken: plus(tally.taken, times(own, -1)) };
}

/** What is left of a measure; null where there is no ceiling. */
export function left(tally: Tally, measure: keyof Amounts): number | null {
  const limit = tally.limit[measure];
  return limit === null ? null : limit - tally.taken[measure];
}

/** The first measure of which too little is left; undefined when all of it fits. */
function shortOf(tally: Tally, need: Amounts): keyof Amounts | undefined {
  return MEASURES.find((measure) => need[measure] > 0 && need[measure] > (left(tally, measure) ?? Infinity));
}

/** Refuses what the datacenter has no room for. How much it has left is for its admins, not for whoever is refused. */
export function requireCapacity(tally: Tally, need: Amounts, hint: string): void {
  const measure = shortOf(tally, need);
  if (!measure) return;
  const asked = amountText(measure, need[measure]) + namedMeasure(measure);
  throw new Refusal("no-capacity", `${tally.name} has no room for ${asked}`, hint);
}

/** Refuses what would not fit, naming what is left. `code` says whose ceiling it is. */
export function requireRoom(tally: Tally, need: Amounts, code: "over-quota" | "no-capacity", hint: string): void {
  const measure = shortOf(tally, need);
  if (!measure) return;
  const name = namedMeasure(measure);
  const rest = amountText(measure, Math.max(0, left(tally, measure) ?? 0));
  const whole = amountText(measure, tally.limit[measure] ?? 0);
  const asked = amountText(measure, need[measure]);
  throw new Refusal(code, `${tally.name} has ${rest} of ${whole}${name} left, and this needs ${asked}`, hint);
}

/** Counted things are named by their amounts: `3 VMs`. */
function namedMeasure(measure: keyof Amounts): string {
  return measure === "memoryMb" || measure === "diskGb" ? ` ${MEASURE_NAMES[measure]}` : "";
}
