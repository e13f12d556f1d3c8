/** Asks somebody who may never answer. */
import { setTimeout as sleep } from "node:timers/promises";

/** Whoever takes longer does not answer, in milliseconds. */
const PATIENCE_MS = 2000;

/** What it comes to. Throws when it takes too long; `activity` says what was to be done. */
export async function soon<T>(activity: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${activity} takes longer than ${PATIENCE_MS} ms`);
  });
  return Promise.race([work, late]).finally(() => over.abort());
}
