/** Measured use by the clock: what came is rolled up, and what is old goes, a little at a time. */
import type { Timetable } from "./deadlines.ts";
import type { UsageKeeping } from "./usage-ports.ts";

/** So many steps at most at one sweep, so that what else is due does not wait for years of old rows. */
const MOST_STEPS = 20;

/** It claims no moment: what is not rolled up yet lies in the past, and whichever sweep comes next does it. */
export function usageHours(keeping: Pick<UsageKeeping, "roll">): Timetable {
  return {
    async sweep() {
      while (await keeping.roll());
    },
    next: async () => null,
  };
}

/** It claims no moment: whatever is old goes with a later sweep as well. */
export function usageRemoval(keeping: UsageKeeping): Timetable {
  return {
    async sweep(now) {
      for (let step = 0; step < MOST_STEPS && (await keeping.removeOld(now)); step += 1);
    },
    next: async () => null,
  };
}
