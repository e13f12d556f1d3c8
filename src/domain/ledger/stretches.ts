/** Stretches of charges: days in a row on which the same was so, at the same price. */
import { type Money, moneyOf } from "../money.ts";

/** What is the same of all charges of a stretch, and what is summed up of them. */
interface Stretched {
  id: string | null;
  kind: string;
  path: string;
  template: string | null;
  state: string | null;
  takes: string;
  seconds: number;
  daySeconds: number;
  /** MB × seconds and GB × seconds. */
  memory: string;
  storage: string;
  rate: { from: string } | null;
  price: { from: string } | null;
  amount: string;
}

export interface Stretch<L extends Stretched> {
  first: L;
  last: L;
  /** How many charges it is made of. */
  count: number;
  seconds: number;
  amount: Money;
}

/** The charges of one thing in their order, those together that differ in nothing but their day. */
export function stretchesOf<L extends Stretched>(lines: L[]): Stretch<L>[] {
  const stretches: Stretch<L>[] = [];
  for (const line of lines) {
    const before = stretches.at(-1);
    if (before && isSame(before.last, line)) extend(before, line);
    else stretches.push({ first: line, last: line, count: 1, seconds: line.seconds, amount: moneyOf(line.amount) });
  }
  return stretches;
}

function extend<L extends Stretched>(stretch: Stretch<L>, line: L): void {
  stretch.last = line;
  stretch.count += 1;
  stretch.seconds += line.seconds;
  stretch.amount += moneyOf(line.amount);
}

const SAME = ["kind", "path", "template", "state", "takes"] as const satisfies (keyof Stretched)[];

/** A refund is never part of a stretch; two charges are as long as the amounts of their seconds are in proportion. */
function isSame(a: Stretched, b: Stretched): boolean {
  return (
    a.kind !== "refund" &&
    (a.id === null) === (b.id === null) &&
    SAME.every((field) => a[field] === b[field]) &&
    a.rate?.from === b.rate?.from &&
    a.price?.from === b.price?.from &&
    BigInt(a.memory) * BigInt(b.seconds) === BigInt(b.memory) * BigInt(a.seconds) &&
    BigInt(a.storage) * BigInt(b.seconds) === BigInt(b.storage) * BigInt(a.seconds)
  );
}
