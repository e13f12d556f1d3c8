/** Keeps to Slack's pace: one message a second and channel, and silence for as long as Slack asked for. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Pacer {
  /** Waits for its turn in this channel. Throws when that is far off, so that a queue waits instead. */
  turn(method: string, channel: string): Promise<void>;
  /** Slack said: nothing more by this method for so many milliseconds. */
  hold(method: string, ms: number): void;
}

/** Longer than this nobody waits here: whoever posts holds a row of the database meanwhile. */
const LONGEST_WAIT_MS = 5000;
/** Channels that had their turn are forgotten from time to time. */
const MOST_CHANNELS = 1000;

/** `paceMs` is the distance between two messages in one channel. */
export function startPacer(paceMs: number, now: () => number = Date.now): Pacer {
  const free = new Map<string, number>();
  const held = new Map<string, number>();
  const forget = () => {
    for (const [channel, at] of free) if (at < now()) free.delete(channel);
  };
  return {
    async turn(method, channel) {
      if (free.size > MOST_CHANNELS) forget();
      const at = Math.max(now(), free.get(channel) ?? 0, held.get(method) ?? 0);
      const wait = at - now();
      if (wait > LONGEST_WAIT_MS) throw new Error(`Slack is to be left alone with ${method} for ${wait} ms more`);
      free.set(channel, at + paceMs);
      if (wait > 0) await sleep(wait);
    },
    hold: (method, ms) => void held.set(method, now() + ms),
  };
}
