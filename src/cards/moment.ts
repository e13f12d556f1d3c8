/** Points in time as people read them. */
import { DateTime } from "luxon";

/** `Mon 4 Jan 2027, 00:00` in this time zone. */
export function momentText(at: Date | string, zone: string): string {
  const moment = typeof at === "string" ? DateTime.fromISO(at, { zone }) : DateTime.fromJSDate(at, { zone });
  return moment.setLocale("en").toFormat("ccc d LLL yyyy, HH:mm");
}

/** `Sun 31 Jan 2027` of `2027-01-31`. */
export function dayText(day: string): string {
  return DateTime.fromISO(day).setLocale("en").toFormat("ccc d LLL yyyy");
}

/** `January 2027` of `2027-01`; where there is little room, `Jan 2027`. */
export function monthText(month: string, isShort = false): string {
  return DateTime.fromISO(`${month}-01`)
    .setLocale("en")
    .toFormat(isShort ? "LLL yyyy" : "LLLL yyyy");
}

/** `0.4 s`, `12 s`, `3 min`. */
export function tookText(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds < 90_000) return `${Math.round(milliseconds / 1000)} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}
