/** Waiting until the program has come to rest, and moving its clock from one due moment to the next. */
import { setTimeout as pause } from "node:timers/promises";
import type { Deadlines } from "./app/deadlines.ts";
import type { Clock } from "./clock.ts";

const LOOK_EVERY_MS = 5;

export interface Rest {
  /** Resolves when every effect saved so far is carried out; workflows may still run. */
  settled(): Promise<void>;
  /** Resolves true when nothing runs and nothing due is left; false when `timeoutMs` passed first. */
  idle(timeoutMs: number): Promise<boolean>;
  /** Moves the clock by `ms`, stopping at every due moment on the way. */
  advance(ms: number): Promise<void>;
}

export interface RestRooms {
  clock: Clock;
  deadlines: Deadlines;
  /** Is anything in the outbox, or in the queue of effects? */
  effectsLeft(): Promise<boolean>;
  /** Does a workflow run or wait in a queue? */
  workLeft(): Promise<boolean>;
}

const LONGEST_MS = 60_000;

export function startRest({ clock, deadlines, effectsLeft, workLeft }: RestRooms): Rest {
  const idle = async (timeoutMs: number) => {
    await deadlines.sweep();
    return until(async () => !(await workLeft()) && !(await effectsLeft()) && !(await workLeft()), timeoutMs);
  };
  return {
    settled: async () => {
      if (!(await until(async () => !(await effectsLeft()), LONGEST_MS)))
        throw new Error("waiting for what was posted");
    },
    idle,
    async advance(ms) {
      const target = new Date(clock.now().getTime() + ms);
      for (let next = await deadlines.next(); next && next <= target; next = await laterThan(next, deadlines)) {
        if (next > clock.now()) clock.set(next);
        await idle(LONGEST_MS);
      }
      clock.set(target);
      await idle(LONGEST_MS);
    },
  };
}

/** The next due moment, if it is another than the one just acted on. */
async function laterThan(moment: Date, deadlines: Deadlines): Promise<Date | null> {
  const next = await deadlines.next();
  return next && next > moment ? next : null;
}

async function until(holds: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}
