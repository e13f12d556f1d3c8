/** The parts of a task: what comes before its lock, what is locked, what comes after; without a lock it is one. */
import type { Task } from "./action.ts";

export interface Part {
  /** Relative to the pack's folder. */
  script: string;
  isLocked: boolean;
}

/** In the order in which they run. */
export function partsOf({ script, lock }: Task): [Part, ...Part[]] {
  const own = { script, isLocked: lock !== null };
  const [before, after] = [lock?.before, lock?.after].map((aside) =>
    aside ? [{ script: aside, isLocked: false }] : [],
  );
  const [first, ...others] = [...(before ?? []), own, ...(after ?? [])];
  return [first ?? own, ...others];
}
