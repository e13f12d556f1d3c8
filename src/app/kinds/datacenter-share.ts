/** What an infrastructure asks of the datacenter: no more than its business unit may have, and than there is. */
import type { Amounts } from "../../domain/amount.ts";
import { requireCapacity, requireRoom, without } from "../../domain/quota.ts";
import type { World } from "../store.ts";

/**
 * Refuses a share that does not fit: `over-quota` beyond the business unit's ceiling, `no-capacity` beyond the
 * datacenter. The unit's comes first: where that is reached, more hosts would not help. `own`: what is held already.
 */
export function requireShare({ tallies: { offer, capacity } }: World, need: Amounts, own: Amounts): void {
  if (offer) requireRoom(without(offer, own), need, "over-quota", `${LESS} for a larger offer`);
  if (capacity) requireCapacity(without(capacity, own), need, `${LESS} for more hosts`);
}

const LESS = "ask for less, or ask an admin of the datacenter";
