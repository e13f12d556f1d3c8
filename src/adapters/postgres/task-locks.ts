/** The locks of tasks, shared by all processes: given in the order of asking, and never while an old holder's script may run. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Lock, Locks } from "../../engine/locks.ts";
import { type InFront, type LockLine, startLockLine, type Ticket } from "./lock-line.ts";

export interface TaskLocksOptions {
  /** Whose database it is; who is alive is told on a connection of its own. */
  pool: pg.Pool;
  now(): Date;
  /** Ends what is left of the script of this name on this machine. */
  reap(script: string): Promise<void>;
  /** For how long the holder of a broken lock may wind down; 10 s unless told. */
  brokenAfterMs?: number;
}

export interface TaskLocks extends Locks {
  close(): Promise<void>;
}

/** How soon a turn is noticed that another process made free. */
const POLL_MS = 100;

/** How often a holder looks whether the lock is still theirs; its connection is made anew at the latest then. */
const WATCH_MS = 400;

/** For so long somebody has to be missed until they count as gone: a connection that broke is made anew before. */
const GONE_AFTER_MS = 1500;

const BROKEN_AFTER_MS = 10_000;

export function startTaskLocks(options: TaskLocksOptions): TaskLocks {
  const { pool, now, reap, brokenAfterMs = BROKEN_AFTER_MS } = options;
  const line = startLockLine(pool);
  const pass = async ({ id, script }: Ticket) => {
    await reap(script);
    await line.leave(id);
  };
  return {
    async take(lock, asker, signal, waits) {
      const ticket = await line.join(lock, asker, now());
      try {
        if (await turn({ line, now, pass, brokenAfterMs }, ticket, signal, waits)) return held(line, ticket);
      } catch (error) {
        await line.leave(ticket.id).catch(() => undefined); // whoever is behind passes it over
        throw error;
      }
      await line.leave(ticket.id);
      return null;
    },
    async abandon(workflow) {
      for (const ticket of await line.ofWorkflow(workflow)) await pass(ticket);
    },
    close: line.close,
  };
}

interface Waiting {
  line: LockLine;
  brokenAfterMs: number;
  now(): Date;
  pass(ticket: Ticket): Promise<void>;
}

/**
 * Waits until the lock is theirs; false when the signal is aborted before, or somebody took them out of the line. Whose
 * connection breaks keeps their place, unless it is away for so long that they count as gone.
 */
async function turn(waiting: Waiting, ticket: Ticket, signal: AbortSignal, waits: () => void): Promise<boolean> {
  const look = looking(waiting, ticket, waits);
  let answered = performance.now();
  while (!signal.aborted) {
    const found = await look().catch((error) => {
      if (performance.now() - answered >= GONE_AFTER_MS) throw error;
      return "unknown" as const;
    });
    if (found === "theirs" || found === "out") return found === "theirs";
    if (found === "waits") answered = performance.now();
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** Whoever is in front and has been missed for too long is passed over at a look; `waits` is called at each new holder. */
function looking({ line, now, pass, brokenAfterMs }: Waiting, { id }: Ticket, waits: () => void) {
  const missed = new Map<number, number>();
  let holder: number | null | undefined;
  return async (): Promise<"theirs" | "out" | "waits"> => {
    if (await line.enter(id, now())) return "theirs";
    const others = await line.inFront(id);
    if (others.length === 0 && (await line.standing(id)) === null) return "out";
    const holds = others.find(({ isHolder }) => isHolder)?.id ?? null;
    if (holds !== holder) waits();
    holder = holds;
    for (const one of overdue(others, { missed, at: performance.now(), brokenAfterMs })) await pass(one);
    return "waits";
  };
}

interface Look {
  /** Since when each is missed. */
  missed: Map<number, number>;
  at: number;
  brokenAfterMs: number;
}

/** Those who were missed for too long. */
function overdue(others: InFront[], { missed, at, brokenAfterMs }: Look): InFront[] {
  const missing = others.filter(({ isGone, isBroken, isHolder }) => isGone || (isBroken && isHolder));
  for (const id of missed.keys()) if (!missing.some((one) => one.id === id)) missed.delete(id);
  for (const { id } of missing) if (!missed.has(id)) missed.set(id, at);
  return missing.filter(({ id, isGone }) => at - (missed.get(id) ?? at) >= (isGone ? GONE_AFTER_MS : brokenAfterMs));
}

function held(line: LockLine, { id, script }: Ticket): Lock {
  const lost = new AbortController();
  const watching = setInterval(() => {
    // a look that fails says nothing; the next one comes soon
    void line.standing(id).then(
      (standing) => {
        if (standing === null) lost.abort(LOST);
        else if (standing.broken !== null) lost.abort(standing.broken);
      },
      () => undefined,
    );
  }, WATCH_MS);
  return {
    ...{ script, lost: lost.signal },
    free: () => {
      clearInterval(watching);
      return line.leave(id);
    },
  };
}

const LOST = "its worker was away from the database for too long, and the lock was given to the next";
