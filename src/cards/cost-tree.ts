/** Sums of the ledger as a tree: business units, what is theirs, and what each part of it costs. */
import { toCents } from "../domain/ledger/cents.ts";
import { type Money, moneyOf, numericOf } from "../domain/money.ts";

/** One sum of the ledger, with where it belongs. Amounts are decimal texts. */
export interface Charged {
  keys: {
    unit?: string | null;
    costCenter?: string | null;
    infrastructure?: string | null;
    /** A path, as a role's. Of what is reserved both are null. */
    service?: string | null;
    role?: string | null;
    machine?: string | null;
  };
  reserved: string;
  allocated: string;
  refunded: string;
  amount: string;
  /** What of it was measured comes to at the rates, and what was allocated meanwhile comes to more; null: not measured. */
  used?: string | null;
  idle?: string | null;
  /** How long it was measured, and how long it was allocated. */
  measuredSeconds?: number;
  seconds?: number;
  /** Did some of it cost nothing, because no price was set? */
  isUnpriced: boolean;
}

/** Something in the tree, with all that is charged of it, in the month and in the one before. */
export interface CostBranch {
  path: string[];
  /** What else is said of it. */
  says: string;
  own: Charged[];
  then: Charged[];
}

const KEYS = ["unit", "infrastructure", "service", "role"] as const;

/** Whole before its parts. */
export function costTree(charged: Charged[], before: Charged[], path: string[] = []): CostBranch[] {
  const level = KEYS[path.length];
  if (level === undefined) return [];
  const keyed = charged.filter(({ keys }) => keys[level] != null);
  const groups = Map.groupBy(keyed, ({ keys }) => keys[level] ?? "");
  return [...groups].flatMap(([key, own]) => {
    const then = before.filter(({ keys }) => keys[level] === key);
    const at = [...path, key.split("/").at(-1) ?? key];
    const says = level === "unit" ? [...new Set(own.map(({ keys }) => keys.costCenter))].join(", ") : "";
    return [{ path: at, says, own, then }, ...costTree(own, then, at)];
  });
}

/**
 * One sum for each place, its amounts in whole cents: whatever is summed up of these adds up to the cent, and all of them
 * to the exact sum of all, rounded once.
 */
export function inCents(charged: Charged[]): Charged[] {
  const places = [...Map.groupBy(charged, ({ keys: { machine, ...place } }) => JSON.stringify(place)).values()];
  const cents = toCents(places.flatMap((group) => PARTS.map((part) => sumOf(group, part))));
  const measured = { used: centsOf(places, "used"), idle: centsOf(places, "idle") };
  return places.flatMap((group, at) => {
    const [reserved = 0n, allocated = 0n, refunded = 0n] = cents.slice(at * PARTS.length);
    const [first] = group;
    if (!first) return [];
    const amounts = { reserved, allocated, refunded, amount: reserved + allocated + refunded };
    const texts = Object.entries(amounts).map(([part, amount]) => [part, numericOf(amount)]);
    const use = { used: measured.used[at] ?? null, idle: measured.idle[at] ?? null };
    return [{ ...first, ...Object.fromEntries(texts), ...use, isUnpriced: group.some((one) => one.isUnpriced) }];
  });
}

const PARTS = ["reserved", "allocated", "refunded"] as const;

/** To the cent, of each place; null where nothing was measured. */
function centsOf(places: Charged[][], field: "used" | "idle"): (string | null)[] {
  const sums = places.map((group) => measuredOf(group, field));
  const cents = toCents(sums.flatMap((sum) => (sum === null ? [] : [sum])));
  return sums.map((sum) => (sum === null ? null : numericOf(cents.shift() ?? 0n)));
}

/** Exact, of what was measured; null where nothing was. */
export function measuredOf(charged: Charged[], field: "used" | "idle"): Money | null {
  const known = charged.flatMap((one) => one[field] ?? []);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + moneyOf(one), 0n);
}

/** Exact: to the last of the six decimals. */
export function sumOf(charged: Charged[], field: "reserved" | "allocated" | "refunded" | "amount"): Money {
  return charged.reduce((sum, one) => sum + moneyOf(one[field]), 0n);
}
