/** Ends a run when it is time: at its time-out, or when it is cancelled. */

/** The longest a timer can run; about 24 days. */
const LONGEST = 2 ** 31 - 1;

/** What becomes of a run that nobody waits for any more. */
export interface Care {
  /** Any of them cancels the run. */
  signals: AbortSignal[];
  /** Null: it may take as long as it takes. */
  timeoutSeconds: number | null;
  isOver(): boolean;
  /** Ends everything that runs. */
  stop(): Promise<void>;
}

/** Begins to watch; the answer ends the watch and tells why the run was stopped, if it was. */
export function watch(care: Care): () => Promise<"timed-out" | "cancelled" | null> {
  const { timeoutSeconds, signals } = care;
  let reason: "timed-out" | "cancelled" | null = null;
  let stopped: Promise<void> | undefined;
  const stop = (why: "timed-out" | "cancelled") => {
    if (stopped !== undefined || care.isOver()) return;
    reason = why;
    stopped = care.stop();
  };
  const cancel = () => stop("cancelled");
  const milliseconds = Math.min((timeoutSeconds ?? 0) * 1000, LONGEST);
  const timer = timeoutSeconds === null ? undefined : setTimeout(stop, milliseconds, "timed-out");
  for (const signal of signals) signal.aborted ? cancel() : signal.addEventListener("abort", cancel);
  return async () => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", cancel);
    await stopped;
    return reason;
  };
}
