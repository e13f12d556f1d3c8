/** What the console asks of the program around it, and how it names people. */
import type { Bot } from "../../bot/conversation.ts";
import type { Identity } from "../../domain/actor.ts";

/** The running program, as seen from a terminal. */
export interface ConsoleWorld {
  bot: Bot;
  /** Resolves when every reply and card caused so far is posted; running workflows are not awaited. */
  settled(): Promise<void>;
  /** Resolves true when no workflow runs and nothing due is undelivered; false when `timeoutMs` passed first. */
  idle(timeoutMs: number): Promise<boolean>;
  /** Moves the clock by `ms` milliseconds, stopping at every due moment on the way. */
  advance(ms: number): Promise<void>;
}

/** How long a `wait` may take, in milliseconds of real time. */
export const LONGEST_WAIT_MS = 60_000;

export const CONSOLE = { platform: "console", tenant: "demo" } as const;

/** The identity of whoever is called `name` in the terminal. */
export function consoleIdentity(name: string): Identity {
  return { ...CONSOLE, user: name };
}
