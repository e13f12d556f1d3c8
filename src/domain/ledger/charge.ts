/** A charge: one line of the bill, with all by which it came about. */

/** `id` is `C-17`; null: its day is not closed yet. */
export interface Charge {
  id: string | null;
  day: string;
  kind: "reserved" | "allocated" | "refund";
  name: string;
  path: string;
  unit: string;
  costCenter: string;
  template: string | null;
  state: string | null;
  takes: "whole" | "storage";
  seconds: number;
  daySeconds: number;
  /** MB × seconds and GB × seconds. */
  memory: string;
  storage: string;
  /** Per GB and day, with the day from which it holds. */
  rate: { from: string; memory: string; storage: string } | null;
  price: { from: string; dayPrice: string } | null;
  amount: string;
  isUnpriced: boolean;
  reverses: string | null;
  reason: string | null;
  by: string | null;
  reversedBy: string | null;
}
