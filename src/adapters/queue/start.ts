/** The queues: take orders in and bring each one to its carrier, at least once. */
import type { Carrier } from "../../app/orders.ts";
import { QUEUES, type QueueName } from "../../domain/queue.ts";
import { type JobQueue, openBackend } from "./backend.ts";
import type { OnLastFailure } from "./carry.ts";
import { type Push, pushTo } from "./push.ts";
import { startWorker, type Worker } from "./work.ts";

export interface Queues {
  /** Takes orders in; one that was carried out less than an hour ago is ignored. Throws when the store is away. */
  push: Push;
  /** Starts this process's workers; `concurrency` says how many orders each carries at once, 1 or more. */
  work(carriers: Record<QueueName, Carrier>, concurrency: Record<QueueName, number>): void;
  /** Changes how many orders this process carries at once, 1 or more; running ones go on. Nothing without workers. */
  setConcurrency(queue: QueueName, orders: number): void;
  /** Where the orders of all processes stand; `waiting` may run now, `delayed` waits for its next attempt. */
  counts(queue: QueueName): Promise<Counts>;
  /** Starts nothing more; running orders may finish within the grace time, then they return to their queue. */
  close(): Promise<void>;
}

interface Counts {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

export interface QueueOptions {
  /** The database's url: the queues are kept there (see `migrateQueues`) unless there is Redis. */
  database: string;
  redis?: string | undefined;
  /** Sets these queues apart from others in the same store. */
  prefix?: string;
  /** How long a dead worker's order is held before another worker takes it over. */
  lockMs?: number;
  /** How long running orders may take to finish on close. */
  graceMs?: number;
  /** The wait before the second attempt; it doubles with every further one. */
  backoffMs?: number;
  /** The longest of these waits: a chat that was away for long is asked this often, and then its cards are so late. */
  longestBackoffMs?: number;
  onLastFailure?: OnLastFailure;
  log: { warn(about: object, text: string): void; error(about: object, text: string): void };
}

const DEFAULTS = {
  prefix: "quartermaster",
  lockMs: 5000,
  graceMs: 5000,
  backoffMs: 500,
  longestBackoffMs: 30_000,
  onLastFailure: async () => undefined,
};

/** Opens the queues; waits for Redis while it is away. Throws when the database is away or lacks the queues' tables. */
export async function startQueues(given: QueueOptions): Promise<Queues> {
  const options = { ...DEFAULTS, ...given };
  const backend = openBackend(options.database, options.redis, (err) => options.log.warn({ err }, "the queues' store"));
  const nameOf = (queue: QueueName) => `${options.prefix}-${queue}`;
  const queues = forEachQueue((queue) => backend.queue(nameOf(queue)));
  const workers = new Map<QueueName, Worker>();
  await Promise.all(QUEUES.map((queue) => queues[queue].waitUntilReady()));
  return {
    push: pushTo(queues),
    work: (carriers, concurrency) =>
      QUEUES.forEach((queue) => {
        const worker = { ...options, queue, name: nameOf(queue), carrier: carriers[queue] };
        workers.set(queue, startWorker(backend, { ...worker, concurrency: concurrency[queue] }));
      }),
    setConcurrency: (queue, orders) => workers.get(queue)?.setConcurrency(orders),
    counts: (queue) => counts(queues[queue]),
    close: once(async () => {
      await Promise.all([...workers.values()].map((worker) => worker.close(options.graceMs)));
      await Promise.all(QUEUES.map((queue) => queues[queue].close()));
      await backend.close();
    }),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

function forEachQueue<T>(make: (queue: QueueName) => T): Record<QueueName, T> {
  return { effects: make("effects"), light: make("light"), heavy: make("heavy") };
}

async function counts(queue: JobQueue): Promise<Counts> {
  const found = await queue.getJobCounts("waiting", "prioritized", "active", "delayed", "failed");
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = found;
  return { waiting: waiting + prioritized, active, delayed, failed };
}
