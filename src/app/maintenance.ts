/** Maintenance: while it lasts no new work is taken in, what runs goes on, and what waits is kept. */

import { momentText } from "../cards/moment.ts";
import type { Actor } from "../domain/actor.ts";

export interface Maintenance {
  /** Begins, or says something else from now on. `message`: why, for everybody who is refused; may be empty. */
  begin(message: string, by: Actor): Promise<void>;
  /** False when there was none. */
  end(by: Actor): Promise<boolean>;
  /** Keeps a workflow for later whose turn has come and that has not begun; false when there is no maintenance. */
  holdsBack(workflow: string): Promise<boolean>;
}

/** What is said in the approvals channel when it begins or ends: `null` is its end. */
export function maintenanceText(message: string | null, by: string, at: Date, zone: string): string {
  const moment = `${momentText(at, zone)}, by ${by}`;
  if (message === null) return `Maintenance is over (${moment}): work is taken in again`;
  const why = message ? `: ${message}` : "";
  return `Maintenance (${moment})${why}. What runs is finished, what waits is kept, and no new work is taken in`;
}
