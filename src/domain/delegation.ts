/** Delegation: who decides in somebody's place while they are away. */
import { DateTime } from "luxon";
import type { Holder, Someone } from "./actor.ts";

/** `person` is away until the end of the day `until`, `YYYY-MM-DD`; the delegate decides beside and for them. */
export interface Delegation {
  person: Someone;
  delegate: Someone;
  until: string;
  reason: string;
}

/** The moment at which a day is over there, however long the day is. */
export function endOfDay(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).plus({ days: 1 }).startOf("day").toJSDate();
}

/** Can this person decide on anything by a right of their own? `groups` are all those that are ever asked. */
export function decidesAnything({ grants }: Holder, groups: readonly string[]): boolean {
  return grants.some(({ role }) => groups.includes(role));
}
