/** Where the queues are kept: in Postgres, or in Redis where there is one. */
import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Processor,
  type WorkerOptions,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";

/** What a job carries; the order's other fields are the job's id, name and queue. */
export interface Envelope {
  payload: Record<string, unknown>;
}

type OnError = (error: Error) => void;
type Tuning = Omit<WorkerOptions, "connection" | "prefix">;

/** Makes queues and workers that share this process's connections. Closing it comes after closing them. */
export type Backend = ReturnType<typeof openBackend>;
export type JobQueue = ReturnType<Backend["queue"]>;
export type JobWorker = ReturnType<Backend["worker"]>;

/** Opens the connections: to Redis when its url is given, to the database otherwise. */
export function openBackend(database: string, redis: string | undefined, onError: OnError) {
  return redis ? onRedis(redis, onError) : onPostgres(database, onError);
}

/** Each worker keeps a connection of the pool for LISTEN, so the pool is much larger than the number of workers. */
const POOL_SIZE = 12;

function onPostgres(url: string, onError: OnError) {
  const pool = new pg.Pool({
    connectionString: url,
    options: "-c search_path=bullmq",
    keepAlive: true,
    max: POOL_SIZE,
  });
  pool.on("error", onError);
  return factory(withBackend<IQueueBackend, pg.Pool>(createPostgresBackend), { queue: pool, worker: pool }, () =>
    pool.end(),
  );
}

function onRedis(url: string, onError: OnError) {
  // Adding must fail soon, because a relay's transaction waits for it; workers wait for as long as it takes.
  const queue = new Redis(url, { maxRetriesPerRequest: 1 });
  const worker = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [queue, worker]) connection.on("error", onError);
  return factory(withBackend<IQueueBackend, Redis>(createRedisBackend), { queue, worker }, async () => {
    for (const connection of [queue, worker]) connection.disconnect();
  });
}

function factory<C>(made: BackendClasses<IQueueBackend, C>, use: { queue: C; worker: C }, close: () => Promise<void>) {
  return {
    queue: (name: string) => {
      const queue = new made.Queue<Envelope, void>(name, { connection: use.queue });
      queue.on("error", () => undefined); // the connection has told it already, and calls are rejected
      return queue;
    },
    worker: (name: string, process: Processor<Envelope, void>, tuning: Tuning) =>
      new made.Worker<Envelope, void>(name, process, { ...tuning, connection: use.worker }),
    close,
  };
}
