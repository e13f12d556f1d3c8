/** Looks out, while something runs or waits, for what ends it: a cancel, another run, its lock lost, its time up. */
import type { Lock } from "./locks.ts";
import { look, type Run, requireTime, requireUninterrupted } from "./run.ts";
import { Cancelled, Stopped, Superseded } from "./task-failed.ts";

/** How often a workflow is looked at for a cancel. */
export const LOOK_MS = 500;

export interface Lookout {
  /** Aborted when it has to end. */
  signal: AbortSignal;
  /** Throws why it had to end: Cancelled, Stopped, Superseded, or an error when this process may not go on. */
  raise(): never;
  end(): void;
}

/** What is not `cancellable` ends only for the sake of this process, or of the lock under which it runs. */
export function lookout(run: Run, cancellable: boolean, lock: Lock | null = null): Lookout {
  const stop = new AbortController();
  const looking = cancellable ? setInterval(() => void watch(run, stop), LOOK_MS) : undefined;
  const others = [...(cancellable ? [stop.signal, run.timeUp] : []), ...(lock ? [lock.lost] : [])];
  return {
    signal: AbortSignal.any([run.signal, ...others]),
    raise() {
      requireUninterrupted(run);
      if (cancellable) requireTime(run);
      if (stop.signal.aborted) throw stop.signal.reason;
      throw lock?.lost.aborted ? new Stopped(String(lock.lost.reason)) : new Superseded();
    },
    end: () => clearInterval(looking),
  };
}

/** A look that fails says nothing; the next one comes soon. */
async function watch(run: Run, stop: AbortController): Promise<void> {
  try {
    if (await look(run)) stop.abort(new Cancelled());
  } catch (error) {
    if (error instanceof Superseded) stop.abort(error);
  }
}
