/** Budgets: what a business unit means to spend in a month, and at which shares of it somebody is told. */
import { DateTime } from "luxon";
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

/** The months, `2027-01`, that a look at `now` is about, when it was to be at `due`: those of the days that are over. */
export function monthsBetween(due: Date, now: Date, zone: string): string[] {
  const last = DateTime.fromJSDate(now, { zone }).minus({ milliseconds: 1 }).startOf("month");
  const months: string[] = [];
  const first = DateTime.fromJSDate(due, { zone }).minus({ milliseconds: 1 }).startOf("month");
  for (let month = first; month <= last; month = month.plus({ months: 1 })) months.push(month.toFormat("yyyy-MM"));
  return months;
}

/** The month that it is, `2027-01`. */
export function monthAt(now: Date, zone: string): string {
  return DateTime.fromJSDate(now, { zone }).toFormat("yyyy-MM");
}

/** When it is looked at next: when the day is over. */
export function nextLook(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).startOf("day").plus({ days: 1 }).toJSDate();
}

/** The first and the last day of a month, and the moment at which it is over. */
export function spanOfMonth(month: string, zone: string): { from: string; to: string; end: Date } {
  const first = DateTime.fromISO(`${month}-01`, { zone });
  const next = first.plus({ months: 1 });
  return { from: `${month}-01`, to: next.minus({ days: 1 }).toFormat("yyyy-MM-dd"), end: next.toJSDate() };
}
