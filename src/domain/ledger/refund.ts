/** Refunds: what may be given back of a charge, and why not. */
import { type Money, moneyOf, moneyText } from "../money.ts";
import { Refusal } from "../refusal.ts";

/** A charge as far as giving it back goes. */
export interface Refundable {
  id: string;
  /** The charge that it gives back itself; null: it is none of those. */
  reverses: string | null;
  /** What it took, as a decimal text. */
  amount: string;
  /** The refund of it; null: there is none. */
  reversedBy: string | null;
}

/** Refuses a second refund (`duplicate`), the refund of a refund, and one of nothing or of more than the charge took. */
export function requireRefundable(charge: Refundable, amount: Money, currency: string): void {
  const { id, reverses, reversedBy } = charge;
  if (reverses !== null)
    throw new Refusal("wrong-state", `${id} is a refund itself, of ${reverses}`, `see: report explain ${reverses}`);
  if (reversedBy !== null) throw refundedAlready(id, reversedBy);
  if (amount > 0n && amount <= moneyOf(charge.amount)) return;
  const took = moneyText(moneyOf(charge.amount), currency);
  const wanted = moneyText(amount, currency);
  throw new Refusal("bad-arguments", `${id} took ${took}, and ${wanted} of it cannot be given back`, NEXT, "amount");
}

/** A charge is given back once. */
export function refundedAlready(id: string, refund?: string): Refusal {
  const by = refund ? ` by ${refund}` : "";
  return new Refusal("duplicate", `${id} is refunded already${by}`, `see: report explain ${refund ?? id}`);
}

const NEXT = "give back more than nothing, and at most what it took";
