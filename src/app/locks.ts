/** The locks of tasks as admins see them: who holds one, who waits, and the way to take one from its holder. */
import type { LockView } from "../cards/lock-view.ts";
import type { Actor } from "../domain/actor.ts";

export interface LockBook {
  /** Those that are held, or waited for. */
  all(): Promise<LockView[]>;
  /**
   * Takes the lock of this id from its holder, whose script is ended and whose task fails; whoever is next gets it then,
   * and at the latest ten seconds later. Throws a Refusal `not-found` when nobody holds it any more.
   */
  break(id: number, reason: string, by: Actor): Promise<LockView>;
}
