/** What is said of maintenance. */
import { momentText } from "./moment.ts";

/** What is said in the approvals channel when it begins or ends: `null` is its end. */
export function maintenanceText(message: string | null, by: string, at: Date, zone: string): string {
  const moment = `${momentText(at, zone)}, by ${by}`;
  if (message === null) return `Maintenance is over (${moment}): work is taken in again`;
  const why = message ? `: ${message}` : "";
  return `Maintenance (${moment})${why}. What runs is finished, what waits is kept, and no new work is taken in`;
}
