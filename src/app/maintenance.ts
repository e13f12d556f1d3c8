/** Maintenance: while it lasts no new work is taken in, what runs goes on, and what waits is kept. */

import type { Actor } from "../domain/actor.ts";

export interface Maintenance {
  /** Begins, or says something else from now on. `message`: why, for everybody who is refused; may be empty. */
  begin(message: string, by: Actor): Promise<void>;
  /** False when there was none. */
  end(by: Actor): Promise<boolean>;
  /** Keeps a workflow for later whose turn has come and that has not begun; false when there is no maintenance. */
  holdsBack(workflow: string): Promise<boolean>;
}
