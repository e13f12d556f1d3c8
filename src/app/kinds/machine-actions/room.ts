/** The room in a quota that an action on machines needs. */
import type { Amounts } from "../../../domain/amount.ts";
import { requireRoom } from "../../../domain/quota.ts";
import type { World } from "../../store.ts";

/** Refuses `over-quota` when the service or its infrastructure has not so much left. */
export function requireQuota(need: Amounts, { tallies }: World, hint: string): void {
  for (const tally of [tallies.service, tallies.infrastructure]) {
    if (tally) requireRoom(tally, need, "over-quota", hint);
  }
}
