/** Days on which something is to end: they must be still to come. */
import { DateTime } from "luxon";
import { Refusal } from "../domain/refusal.ts";

/** The day (`YYYY-MM-DD`) as it was given, null when none was. Refuses `bad-arguments` for one that is over in this zone. */
export function comingDay(day: string | undefined, now: Date, timeZone: string): string | null {
  if (day === undefined) return null;
  const today = DateTime.fromJSDate(now, { zone: timeZone }).toISODate() ?? "";
  if (day >= today) return day;
  throw new Refusal("bad-arguments", `${day} is over already`, `name a day from ${today} on`);
}
