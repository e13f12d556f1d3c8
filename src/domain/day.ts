/** Days on the calendar of a time zone. */
import { DateTime } from "luxon";

/** The day that it is there, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, now: Date): string {
  return DateTime.fromJSDate(now, { zone: timeZone }).toISODate() ?? "";
}
