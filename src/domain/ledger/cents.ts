/** Amounts as they are shown, to the cent, so that what is shown adds up to what is shown as their sum. */
import { type Money, UNIT } from "../money.ts";

const CENT = UNIT / 100n;

/**
 * Each amount to a whole cent. Their sum is rounded once, halves away from zero; each gets its own cents rounded down,
 * and those with the largest remainders one more, until the cents of the sum are given out (Hamilton's method).
 */
export function toCents(amounts: readonly Money[]): Money[] {
  const floors = amounts.map((amount) => floorOf(amount));
  const sum = nearest(amounts.reduce((all, amount) => all + amount, 0n));
  const left = Number((sum - floors.reduce((all, amount) => all + amount, 0n)) / CENT);
  const byRemainder = amounts
    .map((amount, at) => ({ at, rest: amount - (floors[at] ?? 0n) }))
    .sort((a, b) => Number(b.rest - a.rest) || a.at - b.at);
  const raised = new Set(byRemainder.slice(0, left).map(({ at }) => at));
  return floors.map((amount, at) => (raised.has(at) ? amount + CENT : amount));
}

function floorOf(amount: Money): Money {
  const rest = ((amount % CENT) + CENT) % CENT;
  return amount - rest;
}

function nearest(amount: Money): Money {
  const half = amount < 0n ? -(CENT / 2n) : CENT / 2n;
  return ((amount + half) / CENT) * CENT;
}
