/** What a worker does with one job: hands its order to the carrier. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { DelayedError, type Job, type Processor, WaitingError } from "bullmq";
import type { Carrier, Order } from "../../app/orders.ts";
import type { QueueName } from "../../domain/queue.ts";
import type { Envelope } from "./backend.ts";
import { askedWait } from "./backoff.ts";

type OrderJob = Job<Envelope, void>;

/** Told of an order that failed for good. When it throws, the order's last attempt is made again. */
export type OnLastFailure = (order: Order, error: unknown) => Promise<void>;

/** Why a carrier's signal is aborted. */
export const ABORTED = { closing: "the worker is closing", lostLock: "another worker may have taken the job" } as const;

/** How long an aborted carrier may wind down, and how long until a last attempt is made again. */
const WIND_DOWN_MS = 1000;
const AGAIN_MS = 5000;

/** From when on an order that is put off again and again counts as one that fails. */
const LONGEST_PUT_OFF_MS = 86_400_000;

/** The id of an order's job: pushed twice it is still one job. BullMQ takes no plain numbers and no colons. */
export const jobId = (order: Order): string => `${ID_PREFIX}${order.id}`;
const ID_PREFIX = "obx-";

export interface Carrying {
  queue: QueueName;
  carrier: Carrier;
  onLastFailure: OnLastFailure;
  log: { error(about: object, text: string): void };
}

/** The processor of one queue's worker. An aborted job returns to its queue at once, and no attempt is spent. */
export function processor({ queue, carrier, onLastFailure, log }: Carrying): Processor<Envelope, void> {
  // BullMQ makes a signal only for a function that declares three parameters without defaults.
  return async (job, token, signal) => {
    const order = orderIn(queue, job);
    const stop = signal ?? new AbortController().signal;
    try {
      await Promise.race([carrier(order, stop), abandoned(stop)]);
    } catch (error) {
      if (stop.aborted) await giveBack(job, token, stop.reason);
      if (mayBePutOff(job, error)) await putOff(job, token, askedWait(error));
      if (isLastAttempt(job))
        await onLastFailure(order, error).catch((err) => {
          log.error({ err, job: job.id, order: job.name }, "nobody heard that an order failed; it is tried again");
          return putOff(job, token, AGAIN_MS);
        });
      throw error;
    }
  };
}

function orderIn(queue: QueueName, job: OrderJob): Order {
  return { id: (job.id ?? "").slice(ID_PREFIX.length), queue, name: job.name, payload: job.data.payload };
}

async function abandoned(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  await sleep(WIND_DOWN_MS, undefined, { ref: false });
  throw new Error("the carrier did not stop when it was told to", { cause: signal.reason });
}

async function giveBack(job: OrderJob, token: string | undefined, reason: unknown): Promise<never> {
  if (reason === ABORTED.closing) await job.moveToWait(token);
  throw new WaitingError();
}

/** The world said when to come again: no attempt is spent on that, unless it says so for days. */
function mayBePutOff(job: OrderJob, error: unknown): boolean {
  return askedWait(error) > 0 && Date.now() - job.timestamp < LONGEST_PUT_OFF_MS;
}

/** The job is due again after `waitMs`, and has as many attempts left as before. */
async function putOff(job: OrderJob, token: string | undefined, waitMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + waitMs, token);
  throw new DelayedError();
}

function isLastAttempt(job: OrderJob): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
}
