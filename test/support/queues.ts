/** Runs a suite against queues on both stores, with orders and carriers for it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { type QueueOptions, type Queues, startQueues } from "../../src/adapters/queue/start.ts";
import type { Carrier, Order } from "../../src/app/orders.ts";
import { QUEUES, type QueueName } from "../../src/domain/queue.ts";
import { createDatabase } from "./database.ts";
import { hasRedis, startRedis } from "./redis.ts";

export interface Store {
  /** Options that lead to the same queues whenever they are used, and to no other test's. */
  options(): QueueOptions;
  /** Queues that are closed when the test is finished; new ones, unless options lead to others. */
  open(options?: Partial<QueueOptions>): Promise<Queues>;
}

/** How long the queues of a test hold a dead worker's order, in milliseconds. */
export const LOCK_MS = 1000;

/** For `expect.poll`: how long to wait for what must come. */
export const SOON = { timeout: 15_000, interval: 20 };

/** Describes what holds for queues in Postgres and in Redis alike; without `redis-server` the latter are skipped. */
export function describeQueues(what: string, suite: (store: Store) => void): void {
  for (const kind of ["Postgres", "Redis"] as const) {
    describe.skipIf(kind === "Redis" && !hasRedis)(`${what}, on ${kind}`, () => suite(prepare(kind)));
  }
}

function prepare(kind: "Postgres" | "Redis"): Store {
  let place: Pick<QueueOptions, "database" | "redis">;
  let leave: () => Promise<void>;
  beforeAll(async () => {
    const database = await createDatabase();
    const redis = kind === "Redis" ? await startRedis() : undefined;
    place = { database: database.url, redis: redis?.url };
    leave = async () => {
      await redis?.stop();
      await database.drop();
    };
  });
  afterAll(() => leave());

  const options = () => ({ ...place, prefix: randomUUID(), lockMs: LOCK_MS, backoffMs: 20, log: silence });
  const open = async (given: Partial<QueueOptions> = {}) => {
    const queues = await startQueues({ ...options(), ...given });
    onTestFinished(() => queues.close());
    return queues;
  };
  return { options, open };
}

export const silence = { warn: () => undefined, error: () => undefined };

let lastId = 0;

export function makeOrder(queue: QueueName = "effects"): Order {
  lastId += 1;
  return { id: `${lastId}`, queue, name: "refresh-cards", payload: { request: `REQ-${lastId}` } };
}

export function makeOrders(count: number, queue: QueueName = "effects"): Order[] {
  return Array.from({ length: count }, () => makeOrder(queue));
}

/** The same carrier for every queue. */
export function everywhere(carrier: Carrier): Record<QueueName, Carrier> {
  return { effects: carrier, light: carrier, heavy: carrier };
}

/** One order at a time in every queue. */
export const ONE_EACH = { effects: 1, light: 1, heavy: 1 };

/** Waits until every order is carried out, and none has failed. */
export async function allDone(queues: Queues): Promise<void> {
  const none = { waiting: 0, active: 0, delayed: 0, failed: 0 };
  for (const queue of QUEUES) await expect.poll(() => queues.counts(queue), SOON).toEqual(none);
}
