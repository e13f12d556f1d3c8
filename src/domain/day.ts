/** Days on the calendar of a time zone. */
import { DateTime } from "luxon";

/** The day that it is there, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, now: Date): string {
  return DateTime.fromJSDate(now, { zone: timeZone }).toISODate() ?? "";
}

/** The moment at which a day is over there, however long the day is. */
export function endOfDay(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).plus({ days: 1 }).startOf("day").toJSDate();
}

/** What is looked at once a day is looked at next when this day is over. */
export function nextLook(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).startOf("day").plus({ days: 1 }).toJSDate();
}
