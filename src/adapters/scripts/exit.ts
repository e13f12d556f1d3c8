/** How a process of ours ends. */

import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";

/** Milliseconds that the pipes may stay open after the last process is gone. */
const DRAIN = 1_000;

export function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** As a shell counts: 128 + the signal's number for a process that a signal ended. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]));
  });
}

/** Call it early. The answer reads what is left in the pipes; a process that fled with one must not hold us up for good. */
export function draining(child: ChildProcess): () => Promise<void> {
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return async () => {
    const giveUp = setTimeout(() => {
      for (const pipe of child.stdio) pipe?.destroy();
    }, DRAIN);
    await closed;
    clearTimeout(giveUp);
  };
}
