/** The worker of one queue: its tuning, its limit and its end. */
import type { Backend, JobWorker } from "./backend.ts";
import { growingWait, type Waits } from "./backoff.ts";
import { ABORTED, type Carrying, processor } from "./carry.ts";

export interface Worker {
  setConcurrency(orders: number): void;
  /** Resolves when the running orders have finished or, after `graceMs`, have returned to their queue. */
  close(graceMs: number): Promise<void>;
}

interface WorkerOptions extends Carrying, Waits {
  /** The queue's name in the store. */
  name: string;
  concurrency: number;
  lockMs: number;
  log: Carrying["log"] & { warn(about: object, text: string): void };
}

/** An order does not fail because workers died while they carried it; BullMQ would allow it one. */
const DEAD_WORKERS_AT_MOST = 1000;

/** How soon a worker asks again when the store was away. */
const RETRY_MS = 1000;

/** Starts the worker of one queue. */
export function startWorker(backend: Backend, options: WorkerOptions): Worker {
  const worker = backend.worker(options.name, processor(options), {
    concurrency: options.concurrency,
    lockDuration: options.lockMs,
    stalledInterval: options.lockMs / 2,
    maxStalledCount: DEAD_WORKERS_AT_MOST,
    runRetryDelay: RETRY_MS,
    settings: { backoffStrategy: growingWait(options) },
  });
  watch(worker, options);
  return {
    setConcurrency: (orders) => setConcurrency(worker, orders),
    close: (graceMs) => close(worker, graceMs),
  };
}

function watch(worker: JobWorker, { queue, log }: WorkerOptions): void {
  worker.on("error", (err) => log.warn({ err, queue }, "a queue's worker is in trouble"));
  worker.on("failed", (job, err) =>
    log.warn({ err, queue, job: job?.id, order: job?.name, attempt: job?.attemptsMade }, "an attempt failed"),
  );
  worker.on("lockRenewalFailed", (jobs) => {
    for (const job of jobs) worker.cancelJob(job, ABORTED.lostLock);
  });
}

/** A worker at its limit notices a new one only when a job ends; pausing and resuming in one breath wakes it. */
function setConcurrency(worker: JobWorker, orders: number): void {
  if (worker.concurrency === orders) return;
  worker.concurrency = orders;
  if (!worker.isRunning() || worker.isPaused()) return;
  void worker.pause(true);
  void worker.resume();
}

async function close(worker: JobWorker, graceMs: number): Promise<void> {
  const grace = setTimeout(() => worker.cancelAllJobs(ABORTED.closing), graceMs);
  await worker.close().finally(() => clearTimeout(grace));
}
