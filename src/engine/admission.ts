/** Acceptance: does the engine have room for this many more workflows? */
import type { Admission } from "../app/engine.ts";

/** N needed, R running, P pending and M at most: accepted when N + R + P ≤ M. */
export const admission: Admission = {
  accepts: (needed, { running, pending, most }) => needed + running + pending <= most,
};
