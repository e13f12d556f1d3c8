/** The end of an infrastructure as the calendar has it: its last day, the mornings of its reminders, its grace. */
import { DateTime } from "luxon";
import { dayIn, endOfDay } from "./day.ts";

/** On these days before the last one it is said that the end is near. */
const REMINDER_DAYS = [14, 3, 1] as const;

/** An end is near from the first reminder on. */
export const SOON_DAYS = REMINDER_DAYS[0];

/** Of the morning, in the datacenter's zone, whatever its clocks did in between. */
const REMINDER_HOUR = 9;

/** An infrastructure that became usable after its last day was over has this many days from then on. */
const DAYS_FOR_LATE_ONES = 14;

/**
 * The last day, `YYYY-MM-DD`, on which it may be used: the one that was agreed on. The clock starts when the thing is
 * usable, so that one which was not usable before that day was over has some days all the same.
 */
export function lastDayOf(until: string, usableAt: Date, zone: string): string {
  const usable = DateTime.fromJSDate(usableAt, { zone });
  if (until >= (usable.toISODate() ?? "")) return until;
  return usable.plus({ days: DAYS_FOR_LATE_ONES }).toISODate() ?? until;
}

/** The first reminder after that moment; null when all have been. */
export function reminderAfter(moment: Date, lastDay: string, zone: string): Date | null {
  const mornings = REMINDER_DAYS.map((days) =>
    DateTime.fromISO(lastDay, { zone }).minus({ days }).set({ hour: REMINDER_HOUR }).toJSDate(),
  );
  return mornings.find((morning) => morning > moment) ?? null;
}

/** When the end of something that is usable is made known: with its first reminder, or when it comes. */
export function announcementOf(lastDay: string, usableAt: Date, zone: string): Date {
  return reminderAfter(usableAt, lastDay, zone) ?? endOfDay(lastDay, zone);
}

/** So many whole days later, at the same time of the day. */
export function endOfGrace(from: Date, days: number, zone: string): Date {
  return DateTime.fromJSDate(from, { zone }).plus({ days }).toJSDate();
}

/** The last of the days, `YYYY-MM-DD`, that are near enough to be spoken of: that of the first reminder. */
export function soonUntil(now: Date, zone: string): string {
  return DateTime.fromJSDate(now, { zone }).plus({ days: SOON_DAYS }).toISODate() ?? "";
}

/** The day so many days after that one; after today, where that would be no later than today. */
export function laterDay(day: string, days: number, now: Date, zone: string): string {
  const today = dayIn(zone, now);
  const later = (from: string) => DateTime.fromISO(from, { zone }).plus({ days }).toISODate() ?? "";
  return later(day) > today ? later(day) : later(today);
}

/** `today`, `tomorrow`, `in 14 days`: how far off that day is. */
export function farOff(day: string, now: Date, zone: string): string {
  const today = DateTime.fromJSDate(now, { zone }).startOf("day");
  const days = Math.round(DateTime.fromISO(day, { zone }).diff(today, "days").days);
  if (days <= 0) return "today";
  return days === 1 ? "tomorrow" : `in ${days} days`;
}
