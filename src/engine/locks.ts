/** What the engine asks of whoever keeps locks, over all processes: one holder at a time, in the order of asking. */

export interface LockName {
  name: string;
  /** What there is one for each of, such as a host; empty: there is one. */
  per: string;
}

/** Who asks for a lock: a task of a workflow, by its position. */
export interface Asker {
  workflow: string;
  position: number;
}

export interface Lock {
  /** By this name the script that runs under the lock is found and ended, once its process is gone. */
  script: string;
  /** Aborted when it is not theirs any more; the reason is a sentence. */
  lost: AbortSignal;
  /** Gives it back. False when it was not theirs any more. */
  free(): Promise<boolean>;
}

export interface Locks {
  /**
   * Joins the line and waits. Whoever is in front of it and whose process is gone is passed over, once nothing of its
   * script is left. `waits` is called when the lock is not free, and whenever it has another holder. Null when the signal
   * is aborted before, and when it was taken out of the line.
   */
  take(lock: LockName, asker: Asker, signal: AbortSignal, waits: () => void): Promise<Lock | null>;
  /** Takes a workflow out of all lines and its locks from it, once nothing of its scripts is left. */
  abandon(workflow: string): Promise<void>;
}
