/** The day that it is in the datacenter. */
import { DateTime } from "luxon";

/** `YYYY-MM-DD` on the calendar of this time zone. */
export function dayIn(timeZone: string, now: Date): string {
  return DateTime.fromJSDate(now, { zone: timeZone }).toISODate() ?? "";
}
