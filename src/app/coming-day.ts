/** Days on which something is to end: they must be still to come. */
import { dayIn } from "../domain/day.ts";
import { Refusal } from "../domain/refusal.ts";

/** The day (`YYYY-MM-DD`) as it was given, null when none was. Refuses `bad-arguments` for one that is over in this zone. */
export function comingDay(day: string | undefined, now: Date, timeZone: string): string | null {
  if (day === undefined) return null;
  const today = dayIn(timeZone, now);
  if (day >= today) return day;
  throw new Refusal("bad-arguments", `${day} is over already`, `name a day from ${today} on`);
}
