/** A charge: one line of the bill, a day of what was so without a change, or a refund, with all by which it came about. */
import { Refusal } from "../refusal.ts";

export interface Charge {
  /** `C-17`; null: the day is not closed yet. */
  id: string | null;
  day: string;
  kind: "reserved" | "allocated" | "refund";
  /** Of the machine, or the infrastructure, as it was called. */
  name: string;
  /** `shop` or `shop/web/front`. */
  path: string;
  unit: string;
  costCenter: string;
  template: string | null;
  /** In which it was. */
  state: string | null;
  /** The whole of it counted, or its storage alone. */
  takes: "whole" | "storage";
  seconds: number;
  /** Of the whole day, which has an hour more or less when clocks change. */
  daySeconds: number;
  /** MB × seconds and GB × seconds, as whole numbers. */
  memory: string;
  storage: string;
  /** The rate per GB and day, and the day from which it was in force; null when there was none, and for refunds. */
  rate: { from: string; memory: string; storage: string } | null;
  /** The template's own price a day; null: by size. */
  price: { from: string; dayPrice: string } | null;
  /** All six decimals. */
  amount: string;
  isUnpriced: boolean;
  /** The charge that it gives back, why, and who entered it (null: the program). */
  reverses: string | null;
  reason: string | null;
  by: string | null;
  /** The refund of it; null: there is none. */
  reversedBy: string | null;
}

/** The refusal of a charge that there is not, or not for who asks. */
export function noCharge(id: string): Refusal {
  const hint =
    "the ids of charges are told of a machine or an infrastructure and a month: report explain web-01/2027-01";
  return new Refusal("not-found", `there is no charge ${id}`, hint);
}
