/** Keeps to Slack's pace: one message a second and channel, and silence for as long as Slack asked for. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Pacer {
  /** Waits for its turn in this channel. Throws when that is far off, with its `waitMs`, so that a queue waits instead. */
  turn(method: string, channel: string): Promise<void>;
  /** Slack said: nothing more by this method for so many milliseconds. */
  hold(method: string, ms: number): void;
  /** Whether Slack answered; when it did not it is left alone, for longer each time that it does not answer again. */
  answered(method: string, isThere: boolean): void;
}

/** Longer than this nobody waits here: whoever posts holds a row of the database meanwhile. */
const LONGEST_WAIT_MS = 5000;
/** Channels that had their turn are forgotten from time to time. */
const MOST_CHANNELS = 1000;

/** `paceMs` is the distance between two messages in one channel. */
export function startPacer(paceMs: number, now: () => number = Date.now): Pacer {
  const free = new Map<string, number>();
  const held = new Map<string, number>();
  const silences = new Map<string, number>();
  const forget = () => {
    for (const [channel, at] of free) if (at < now()) free.delete(channel);
  };
  return {
    async turn(method, channel) {
      if (free.size > MOST_CHANNELS) forget();
      const at = Math.max(now(), free.get(channel) ?? 0, held.get(method) ?? 0);
      const wait = at - now();
      if (wait > LONGEST_WAIT_MS) throw tooEarly(method, wait);
      free.set(channel, at + paceMs);
      if (wait > 0) await sleep(wait);
    },
    hold: (method, ms) => void held.set(method, now() + ms),
    answered(method, isThere) {
      const silent = isThere ? 0 : (silences.get(method) ?? 0) + 1;
      silences.set(method, silent);
      if (silent > 0) held.set(method, now() + Math.min(LONGEST_SILENCE_MS, FIRST_SILENCE_MS * 2 ** (silent - 1)));
    },
  };
}

/** How long a Slack that does not answer is left alone: at first, and at most. */
const [FIRST_SILENCE_MS, LONGEST_SILENCE_MS] = [1000, 10_000];

function tooEarly(method: string, waitMs: number): Error {
  return Object.assign(new Error(`Slack is to be left alone with ${method} for ${waitMs} ms more`), { waitMs });
}
