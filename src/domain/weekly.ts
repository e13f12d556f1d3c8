/** Times that come round every week, as people write them: `mon-fri 19:00`. */
import { DateTime } from "luxon";
import { daysText, parseDays } from "./weekdays.ts";

/** A time of the day on some days of the week, whatever the zone. */
export interface Weekly {
  /** In their order, 1 is Monday. */
  days: number[];
  /** `19:00`. */
  time: string;
}

const WEEKLY = /^(\S+)\s+((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Reads `mon 09:00`, `mon-fri 19:00`, `mon,wed 07:30` and `daily 22:00`, in letters of any case; undefined for others. */
export function parseWeekly(text: string): Weekly | undefined {
  const [, names = "", time = ""] = WEEKLY.exec(text.trim().toLowerCase()) ?? [];
  const days = parseDays(names);
  return days && { days, time };
}

/** As it would be typed. */
export function weeklyText({ days, time }: Weekly): string {
  return `${daysText(days)} ${time}`;
}

/**
 * The first time that comes round after that moment. On the day on which clocks skip it, it comes that much later; on
 * the day on which they show it twice, it comes when they first do.
 */
export function nextWeekly(weekly: Weekly, moment: Date, zone: string): Date {
  return nearest(around(weekly, moment, zone, 1).find((at) => at > moment));
}

/** The last time that it came round, not after that moment. */
export function lastWeekly(weekly: Weekly, moment: Date, zone: string): Date {
  return nearest(around(weekly, moment, zone, -1).find((at) => at <= moment));
}

/** The times of that day, of the one before, and of all up to a week away, the nearest first. */
function around({ days, time }: Weekly, moment: Date, zone: string, towards: 1 | -1): Date[] {
  const today = DateTime.fromJSDate(moment, { zone }).set({ hour: 12 });
  return Array.from({ length: 10 }, (_, away) => today.plus({ days: (away - 1) * towards }))
    .filter((day) => days.includes(day.weekday))
    .map((day) => on(day, time));
}

/** Seen from noon of the day before: so a time that comes twice is the first of the two, whatever today's clock says. */
function on(day: DateTime, time: string): Date {
  const [hour, minute] = time.split(":").map(Number);
  const { year, month, day: date } = day;
  return day.minus({ days: 1 }).set({ year, month, day: date, hour, minute, second: 0, millisecond: 0 }).toJSDate();
}

function nearest(moment: Date | undefined): Date {
  if (moment) return moment;
  throw new Error("looking for a time of the week that names no day");
}
