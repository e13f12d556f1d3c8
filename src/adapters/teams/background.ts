/** Work that nobody waits for, except the end of the program. */
import type { Logger } from "pino";

export interface Background {
  /** Begins the work; its failure is logged. */
  add(work: () => Promise<void>): void;
  /** Resolves when all of it is done. */
  done(): Promise<void>;
}

export function background(log: Pick<Logger, "error">): Background {
  const running = new Set<Promise<void>>();
  return {
    add(work) {
      const one = work()
        .catch((err: unknown) => log.error({ err }, "something from Teams was not carried out"))
        .finally(() => running.delete(one));
      running.add(one);
    },
    async done() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
