/** The outbox relay: brings saved orders from the table `outbox` into the queues. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Order } from "../../app/orders.ts";
import { QUEUES } from "../../domain/queue.ts";

export interface Relay {
  /** Says that there may be something in the outbox, as after a commit. Many calls at once are one. */
  wake(): void;
  /** Is the outbox empty? What another relay has in its hands is still in there. */
  drained(): Promise<boolean>;
  /** Resolves when what is in hand has been handed over. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  pool: pg.Pool;
  /** Takes orders over for good, or throws. It may be given the same order again. */
  push(orders: Order[]): Promise<void>;
  /** How often the relay looks without being woken. */
  pollMs?: number;
  /** How many orders are handed over in one transaction. */
  batch?: number;
  log: { warn(about: object, text: string): void };
}

/** Starts a relay. Any number may run, here or in other processes: none waits for another. */
export function startRelay({ pool, push, pollMs = 1000, batch = 500, log }: RelayOptions): Relay {
  const stopping = new AbortController();
  const drain = coalesced(async () => {
    while (!stopping.signal.aborted && (await handOver(pool, push, batch)) === batch);
  });
  const wake = () => void drain().catch((err) => log.warn({ err }, "the outbox has to wait"));
  const listening = listen(pool, wake, stopping.signal, log);
  const poll = setInterval(wake, pollMs);
  return {
    wake,
    drained: () => isEmpty(pool),
    stop: async () => {
      clearInterval(poll);
      stopping.abort();
      await Promise.allSettled([drain(), listening]);
    },
  };
}

/** The first of many commits is told at once, the others together: a notification costs nearly as much as a commit. */
const BETWEEN_NOTIFICATIONS_MS = 10;

/**
 * Makes the function that wakes the relays of other processes, to be called after a commit. It is not part of the
 * decision's transaction, because Postgres makes commits that notify wait for each other. What it misses, the poll finds.
 */
export function notifyOutbox(pool: pg.Pool): () => void {
  const notify = coalesced(async () => {
    await pool.query("select pg_notify('outbox', '')");
    await sleep(BETWEEN_NOTIFICATIONS_MS);
  });
  return () => void notify().catch(() => undefined);
}

/** Moves one batch and returns its size. Dies it between push and commit, the same orders are pushed again. */
async function handOver(pool: pg.Pool, push: RelayOptions["push"], batch: number): Promise<number> {
  const client = await pool.connect();
  const lost = () => undefined; // a connection that breaks while it waits for `push` says so in the next query, too
  client.on("error", lost);
  try {
    await client.query("begin");
    const orders = await nextOrders(client, batch);
    if (orders.length > 0) {
      await push(orders);
      await forget(client, orders);
    }
    await client.query("commit");
    client.off("error", lost);
    client.release();
    return orders.length;
  } catch (cause) {
    client.release(true); // ending the session rolls back, whatever state it is in
    throw new Error("handing over the outbox", { cause });
  }
}

/** Orders for queues that this version does not know are left for one that does. */
async function nextOrders(client: pg.PoolClient, batch: number): Promise<Order[]> {
  const { rows } = await client.query<Order>(
    `select id::text, queue, name, payload from outbox
      where queue = any($1) order by outbox.id limit $2 for update skip locked`,
    [QUEUES, batch],
  );
  return rows;
}

async function forget(client: pg.PoolClient, orders: Order[]): Promise<void> {
  await client.query("delete from outbox where id = any($1::bigint[])", [orders.map((order) => order.id)]);
}

/** Is there no order waiting for a relay, or in the hands of one? */
export async function isEmpty(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query("select from outbox limit 1");
  return rows.length === 0;
}

const RECONNECT_MS = 1000;

/** Calls `wake` at every notification, on a connection of its own that is made anew when it breaks. */
async function listen(pool: pg.Pool, wake: () => void, stopped: AbortSignal, log: RelayOptions["log"]): Promise<void> {
  while (!stopped.aborted) {
    await listenOnce(pool, wake, stopped).catch((err) => {
      if (!stopped.aborted) log.warn({ err }, "the outbox is polled until it can be listened to again");
    });
    await sleep(RECONNECT_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function listenOnce(pool: pg.Pool, wake: () => void, stopped: AbortSignal): Promise<void> {
  const client = new pg.Client(pool.options);
  client.on("error", () => undefined); // `once` below hears the first error only
  const broken = once(client, "end", { signal: stopped });
  broken.catch(() => undefined);
  try {
    await client.connect();
    client.on("notification", wake);
    await client.query("listen outbox");
    wake();
    await broken;
  } finally {
    await client.end();
  }
}

/** Runs `work` once at a time; calls that come meanwhile share one more run after it. */
function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running.then(start, start);
    return next;
  };
}
