/** How long an order waits until it is tried again. */
import type { BackoffStrategy } from "bullmq";

/** The name by which jobs ask for `growingWait`. */
export const BACKOFF = "growing";

export interface Waits {
  /** Before the second attempt, in milliseconds; twice as long before every further one. */
  backoffMs: number;
  /** At most so many milliseconds. */
  longestBackoffMs: number;
}

/** Whoever asks to be left alone for longer than this is asked again nevertheless. */
const LONGEST_ASKED_MS = 3_600_000;

/**
 * Milliseconds until the next attempt, for the worker. An error that has `waitMs`, or whose cause has it, asks for at
 * least so many: an hour at most.
 */
export function growingWait({ backoffMs, longestBackoffMs }: Waits): BackoffStrategy {
  return (attempts, _name, error) => {
    const own = Math.min(longestBackoffMs, backoffMs * 2 ** (attempts - 1));
    return Math.max(own, Math.min(LONGEST_ASKED_MS, askedFor(error)));
  };
}

function askedFor(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if ("waitMs" in error && typeof error.waitMs === "number" && error.waitMs > 0) return error.waitMs;
  return askedFor(error.cause);
}
