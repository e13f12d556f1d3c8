/** Work that is done again and again, one round after the other. */
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";

export interface Ticking {
  /** Resolves when the round that was running is over. */
  stop(): Promise<void>;
}

/** Does the work every so many milliseconds; what fails is logged, and done again in the next round. */
export function startTicking(options: { everyMs: number; work: (() => Promise<void>)[]; log: Logger }): Ticking {
  const stopping = new AbortController();
  const rounds = goRound(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await rounds;
    },
  };
}

async function goRound(
  { everyMs, work, log }: Parameters<typeof startTicking>[0],
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    await pause(everyMs, undefined, { signal: stopped }).catch(() => undefined);
    for (const one of work) {
      if (!stopped.aborted) await one().catch((err: unknown) => log.error({ err }, "a round has to be done again"));
    }
  }
}
