/** The room in quotas that machines need. */
import type { Amounts } from "../../domain/amount.ts";
import { requireRoom, type Tally } from "../../domain/quota.ts";

/** Refuses `over-quota` when one of those that are counted, the first of them, has not so much left. */
export function requireQuota(need: Amounts, counted: (Tally | undefined)[], hint: string): void {
  for (const tally of counted) if (tally) requireRoom(tally, need, "over-quota", hint);
}
