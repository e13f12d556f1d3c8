/** Months on a datacenter's calendar, `2027-01`. */
import { DateTime } from "luxon";

/** The month that it is. */
export function monthAt(now: Date, zone: string): string {
  return DateTime.fromJSDate(now, { zone }).toFormat("yyyy-MM");
}

/** So many months before. */
export function earlier(month: string, by: number): string {
  return DateTime.fromISO(`${month}-01`).minus({ months: by }).toFormat("yyyy-MM");
}

/** From the first day of the one to the last of the other, `YYYY-MM-DD`. */
export function daysOf(first: string, last: string): { from: string; to: string } {
  return { from: `${first}-01`, to: DateTime.fromISO(`${last}-01`).endOf("month").toFormat("yyyy-MM-dd") };
}

/** The moment at which a month is over. */
export function endOfMonth(month: string, zone: string): Date {
  return DateTime.fromISO(`${month}-01`, { zone }).plus({ months: 1 }).toJSDate();
}

/** The months that a look at `now` is about, when it was to be at `due`: those of the days that are over. */
export function monthsBetween(due: Date, now: Date, zone: string): string[] {
  const last = DateTime.fromJSDate(now, { zone }).minus({ milliseconds: 1 }).startOf("month");
  const months: string[] = [];
  const first = DateTime.fromJSDate(due, { zone }).minus({ milliseconds: 1 }).startOf("month");
  for (let month = first; month <= last; month = month.plus({ months: 1 })) months.push(month.toFormat("yyyy-MM"));
  return months;
}
