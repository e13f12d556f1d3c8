/** Puts orders into their queues as jobs. */
import type { Order } from "../../app/orders.ts";
import { QUEUES, type QueueName } from "../../domain/queue.ts";
import type { JobQueue } from "./backend.ts";
import { BACKOFF } from "./backoff.ts";
import { jobId } from "./carry.ts";

export type Push = (orders: Order[]) => Promise<void>;

/** An effect is tried every 30 s for a day: so long a chat may be away, and nothing is lost. */
const ATTEMPTS: Record<QueueName, number> = { effects: 2890, light: 5, heavy: 5 };

/**
 * For how many seconds ended jobs are kept: so long a repeated push is recognised. By age only, because a maximum
 * count makes Postgres scan all that is kept whenever a job ends.
 */
const KEPT = { removeOnComplete: { age: 3600 }, removeOnFail: { age: 7 * 24 * 3600 } };

/** Takes orders in, in order for each queue. */
export function pushTo(queues: Record<QueueName, JobQueue>): Push {
  const options = (order: Order) => ({
    ...KEPT,
    jobId: jobId(order),
    attempts: ATTEMPTS[order.queue],
    backoff: { type: BACKOFF },
    stackTraceLimit: 1,
  });
  return async (orders) => {
    const sorted = Object.groupBy(orders, (order) => order.queue);
    await Promise.all(
      QUEUES.map(async (queue) => {
        const jobs = sorted[queue]?.map((order) => ({
          name: order.name,
          data: { payload: order.payload },
          opts: options(order),
        }));
        if (jobs) await queues[queue].addBulk(jobs);
      }),
    );
  };
}
