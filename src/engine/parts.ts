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
  const after = asideOf(lock?.after);
  return lock?.before ? [{ script: lock.before, isLocked: false }, own, ...after] : [own, ...after];
}

function asideOf(script: string | null | undefined): Part[] {
  return script ? [{ script, isLocked: false }] : [];
}
