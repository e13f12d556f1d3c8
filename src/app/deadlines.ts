/** Time as the product knows it: columns that fall due, and a sweep that acts on them. */
import type { Requests } from "./requests.ts";

/** Finds what time has caught up with. */
export interface DueRequests {
  /** Ids of requests whose deadline is not after `now`, the oldest first. */
  due(now: Date): Promise<string[]>;
  /** When the next thing falls due; null when nothing does. */
  next(): Promise<Date | null>;
}

export interface Deadlines {
  /** Acts on everything that is due now. Repeating it changes nothing. */
  sweep(): Promise<void>;
  next(): Promise<Date | null>;
}

export function startDeadlines(rooms: { requests: Requests; due: DueRequests; now(): Date }): Deadlines {
  const { requests, due, now } = rooms;
  return {
    async sweep() {
      for (const id of await due.due(now())) await requests.tell(id, { type: "EXPIRE" });
    },
    next: () => due.next(),
  };
}
