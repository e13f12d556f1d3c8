/** Lets those that want the same thing come one after the other, in the order in which they asked. */

export interface Turns {
  /** Does anybody have or await a turn? */
  isAwaited(name: string): boolean;
  /** Waits for the turn, then does the work; at once when the signal is aborted, so the work has to look at it. */
  inTurn<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function startTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    isAwaited: (name) => last.has(name),
    async inTurn(name, signal, work) {
      const before = last.get(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      const own = Promise.all([before, promise]).then(() => {
        if (last.get(name) === own) last.delete(name);
      });
      last.set(name, own);
      try {
        await Promise.race([before, aborted(signal)]);
        return await work();
      } finally {
        resolve();
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
