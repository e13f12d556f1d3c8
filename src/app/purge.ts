/** The purge: what nobody asks for any more is removed; never what was asked, decided, claimed or paid. */
import type { Actor } from "../domain/actor.ts";

/** How many there are of each. */
export interface Purgeable {
  /** What scripts said, and what they put out, in workflows that have ended; what failed keeps its simple outputs. */
  said: number;
  outputs: number;
  /** Large outputs of workflows that failed and were not tried again. */
  kept: number;
  /** Sentences that were said once. */
  notices: number;
}

export interface Purge {
  /** What is older than this day, `YYYY-MM-DD`, in the datacenter's time zone. */
  preview(before: string): Promise<Purgeable>;
  /** Removes it, which is noted. Throws a Refusal `forbidden`. */
  run(before: string, by: Actor): Promise<Purgeable>;
}
