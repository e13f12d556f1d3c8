/** Keeps what we send below the limits of Teams, conversation by conversation and in all. */
import { setTimeout as pause } from "node:timers/promises";
import { CONVERSATION_RATES, DELIVERY_RATES, type Rate, TENANT_RATES } from "./limits.ts";

export interface Pacer {
  /**
   * Resolves when a message may go to this conversation. Throws when that is too long to wait for, with its `waitMs`.
   * `isAnswer`: somebody waits for it, so it takes the share that is kept for answers, too.
   */
  turn(conversation: string, isAnswer?: boolean): Promise<void>;
  /** Teams asked to leave the conversation alone for this many milliseconds. */
  rest(conversation: string, ms: number): void;
  /** Whether Teams answered at all; when it did not, all is held back for a while, longer each time. */
  answered(isThere: boolean): void;
}

/** Whoever would wait longer is sent back to the queue, and waits there. */
const LONGEST_WAIT_MS = 3000;

/** Conversations that were quiet for the longest window are forgotten when there are more than these. */
const MOST_KEPT = 10_000;

/** `now` in milliseconds. */
export function pacer(now: () => number = Date.now, sleep: (ms: number) => Promise<unknown> = pause): Pacer {
  const taken = new Map<string, number[]>();
  const all: number[] = [];
  const resting = new Map<string, number>();
  const away = { times: 0, until: 0 };

  return {
    async turn(conversation, isAnswer = false) {
      const at = now();
      const own = taken.get(conversation) ?? [];
      const rates = isAnswer ? CONVERSATION_RATES : DELIVERY_RATES;
      const rested = Math.max(at, resting.get(conversation) ?? 0, away.until);
      const free = Math.max(rested, freeAt(own, rates), freeAt(all, TENANT_RATES));
      if (free - at > LONGEST_WAIT_MS) throw tooLong(free - at);
      taken.delete(conversation);
      taken.set(conversation, take(own, CONVERSATION_RATES, free));
      take(all, TENANT_RATES, free);
      if (taken.size > MOST_KEPT) forgetOldest(taken);
      if (free > at) await sleep(free - at);
    },
    rest(conversation, ms) {
      resting.set(conversation, now() + ms);
      for (const [name, until] of resting) if (until < now()) resting.delete(name);
    },
    answered(isThere) {
      away.times = isThere ? 0 : away.times + 1;
      if (!isThere) away.until = now() + Math.min(LONGEST_AWAY_MS, FIRST_AWAY_MS * 2 ** (away.times - 1));
    },
  };
}

/** How long a Teams that does not answer is left alone: at first, and at most. */
const [FIRST_AWAY_MS, LONGEST_AWAY_MS] = [1000, 10_000];

function tooLong(ms: number): Error {
  return Object.assign(new Error(`Teams takes no more here for ${Math.ceil(ms / 1000)} s`), { waitMs: ms });
}

/** The first moment at which all windows have room, given the moments that are taken, the oldest first. */
function freeAt(moments: readonly number[], rates: readonly Rate[]): number {
  const frees = rates.map(({ windowMs, most }) => (moments.at(-most) ?? Number.NEGATIVE_INFINITY) + windowMs);
  return Math.max(...frees);
}

/** Adds the moment and drops those that no window counts any more. */
function take(moments: number[], rates: readonly Rate[], moment: number): number[] {
  moments.push(moment);
  const most = Math.max(...rates.map((rate) => rate.most));
  if (moments.length > most) moments.splice(0, moments.length - most);
  return moments;
}

function forgetOldest(taken: Map<string, number[]>): void {
  const [oldest] = taken.keys();
  if (oldest !== undefined) taken.delete(oldest);
}
