/** Budgets: what a business unit means to spend in a month, and at which shares of it somebody is told. */
import { type Money, moneyOf } from "../money.ts";

/** It holds for every month, until it is changed. */
export interface Budget {
  /** A decimal text. */
  month: string;
  /** Whole percents, ascending. */
  alerts: number[];
}

/** What became of it in a month; amounts are decimal texts. */
export interface BudgetState extends Budget {
  unit: string;
  /** `2027-01` */
  of: string;
  spent: string;
  /** What the month comes to if everything goes on as it is now, at the prices that are set. */
  projected: string;
}

export const USUAL_ALERTS = [80, 100];

/** The alerts that what was spent has reached. */
export function reachedOf({ month, alerts }: Budget, spent: Money): number[] {
  return alerts.filter((percent) => spent * 100n >= moneyOf(month) * BigInt(percent));
}
