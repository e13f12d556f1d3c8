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

/** Milliseconds until the next attempt, for the worker. */
export function growingWait({ backoffMs, longestBackoffMs }: Waits): BackoffStrategy {
  return (attempts) => Math.min(longestBackoffMs, backoffMs * 2 ** (attempts - 1));
}

/** Whoever asks to be left alone for longer than this is asked again nevertheless. */
const LONGEST_ASKED_MS = 3_600_000;

/**
 * For how many milliseconds the error, or its cause, asks to wait by its `waitMs`: an hour at most, 0 when it asks for
 * nothing.
 */
export function askedWait(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  if ("waitMs" in error && typeof error.waitMs === "number" && error.waitMs > 0)
    return Math.min(LONGEST_ASKED_MS, error.waitMs);
  return askedWait(error.cause);
}
