/** Delegation: who decides in somebody's place while they are away. */
import type { Holder, Someone } from "./actor.ts";

/** `person` is away until the end of the day `until`, `YYYY-MM-DD`; the delegate decides beside and for them. */
export interface Delegation {
  person: Someone;
  delegate: Someone;
  until: string;
  reason: string;
}

/** Can this person decide on anything by a right of their own? `groups` are all those that are ever asked. */
export function decidesAnything({ grants }: Holder, groups: readonly string[]): boolean {
  return grants.some(({ role }) => groups.includes(role));
}
