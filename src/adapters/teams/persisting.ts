/** Answers are in no queue: what passes is tried again here, a few times. */
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { Undeliverable } from "../../domain/undeliverable.ts";

/** Does the work, again when it fails and that may pass; what fails for good is logged. */
export type Persisting = (work: () => Promise<unknown>) => Promise<void>;

const WAITS_MS = [1000, 4000, 15_000];

/** Gives up when `stopping`. */
export function persisting(
  log: Pick<Logger, "warn">,
  stopping: AbortSignal,
  waitsMs: readonly number[] = WAITS_MS,
): Persisting {
  return async (work) => {
    for (const waitMs of [...waitsMs, null]) {
      const error = await work().then(
        () => null,
        (failed: unknown) => failed,
      );
      if (error === null) return;
      if (waitMs === null || error instanceof Undeliverable || stopping.aborted) {
        log.warn({ err: error }, "an answer did not reach the person");
        return;
      }
      await pause(waitMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  };
}
