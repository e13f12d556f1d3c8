/** Looks out, while something runs or waits, for what ends it: a cancel, another run, the end of the workflow's time. */
import { look, type Run, requireTime, requireUninterrupted } from "./run.ts";
import { Cancelled, Superseded } from "./task-failed.ts";

/** How often a workflow is looked at for a cancel. */
export const LOOK_MS = 500;

export interface Lookout {
  /** Aborted when it has to end. */
  signal: AbortSignal;
  /** Throws why it had to end: Cancelled, Stopped, Superseded, or an error when this process may not go on. */
  raise(): never;
  end(): void;
}

/** What is not `cancellable` ends only for the sake of this process. */
export function lookout(run: Run, cancellable: boolean): Lookout {
  const stop = new AbortController();
  const looking = cancellable ? setInterval(() => void watch(run, stop), LOOK_MS) : undefined;
  return {
    signal: AbortSignal.any([run.signal, ...(cancellable ? [stop.signal, run.timeUp] : [])]),
    raise() {
      requireUninterrupted(run);
      if (cancellable) requireTime(run);
      throw stop.signal.aborted ? stop.signal.reason : new Superseded();
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
