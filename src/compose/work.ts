/** What a worker does: it drains the outbox, carries orders out, runs workflows, and looks at the clock. */
import type { Logger } from "pino";
import { startRelay } from "../adapters/postgres/outbox.ts";
import type { Connections } from "../adapters/postgres/pool.ts";
import type { Queues } from "../adapters/queue/start.ts";
import type { App } from "../app/app.ts";
import type { Deadlines } from "../app/deadlines.ts";
import type { Carrier, Order } from "../app/orders.ts";
import type { Config } from "../config.ts";
import type { Places } from "../engine/places.ts";
import type { Engine } from "../engine/workflow.ts";
import type { Storage } from "./storage.ts";
import { startTicking } from "./ticking.ts";

/** How many effects one process carries out at once: more than the shares of two silent chats, few enough for the pool. */
const EFFECTS_AT_ONCE = 8;

/** How soon a raised limit is seen; a lowered one counts at once, because nothing begins without a place. */
const LIMITS_MS = 500;

/** How often cards tell anew how long a step takes. */
const PROGRESS_MS = 10_000;

export interface WorkParts {
  config: Config;
  log: Logger;
  connections: Connections;
  storage: Storage;
  app: Pick<App, "audit">;
  deadlines: Deadlines;
  queues: Queues;
  engine: Engine;
  /** Carries out the survey of a host. */
  survey: Carrier;
  /** Where a workflow has its place while it is carried, by its weight. */
  places: Places;
  /** Carries out the orders of the queue `effects`. */
  deliver: Carrier;
}

export interface Work {
  /** Takes over limits that were changed. */
  refreshLimits(): Promise<void>;
  stop(): Promise<void>;
}

export function startWork(parts: WorkParts): Work {
  const { config, log, connections, storage, app, deadlines, queues, deliver } = parts;
  const run = runner(parts);
  queues.work({ effects: deliver, light: run, heavy: run }, START_LIMITS);
  const relay = startRelay({ pool: connections.pool, push: queues.push, log });
  storage.wakes(relay);
  const refreshLimits = async () => {
    if (!(await storage.datacenters.exist())) return;
    const { throttle } = await storage.datacenters.settings();
    queues.setConcurrency("light", throttle.light);
    queues.setConcurrency("heavy", throttle.heavy);
  };
  const seal = async () => {
    await app.audit.seal();
  };
  const limits = startTicking({ everyMs: LIMITS_MS, work: [refreshLimits], log });
  const progress = startTicking({ everyMs: PROGRESS_MS, work: [storage.progress.redraw], log });
  const ticking = startTicking({
    everyMs: config.SWEEP_MS,
    work: [deadlines.sweep, storage.surveyTimes.orderDue, seal, storage.received.forgetOld, storage.wishes.forgetOld],
    log,
  });
  return {
    refreshLimits,
    async stop() {
      await Promise.all([limits, progress, ticking].map((one) => one.stop()));
      await relay.stop();
    },
  };
}

/** Until the datacenter's own limits are read. */
const START_LIMITS = { effects: EFFECTS_AT_ONCE, light: 1, heavy: 1 };

/** What is done about an order that failed at its last attempt: a workflow is a failed one, the rest is logged. */
export function giveUp(engine: Engine, log: Logger) {
  return async (order: Order, error: unknown): Promise<void> => {
    log.error({ err: error, order }, "an order was given up");
    const reason = error instanceof Error ? error.message : String(error);
    if (order.name === "run-workflow") await engine.giveUp(String(order.payload.workflow), reason);
  };
}

/** Each with a place of its weight while it is carried. Under maintenance a workflow that has not begun is kept for later. */
function runner({ engine, survey, storage: { maintenance }, places }: WorkParts): Carrier {
  const carriers: Record<string, Carrier> = {
    "survey-host": survey,
    async "run-workflow"({ payload }, signal) {
      const workflow = String(payload.workflow);
      if (!(await maintenance.holdsBack(workflow))) await engine.run(workflow, signal);
    },
  };
  return async (order, signal) => {
    const carry = carriers[order.name];
    if (!carry) throw new Error(`carrying out ${order.name}, which nobody knows`);
    const place = (await places.now(order.queue)) ?? (await places.take(order.queue, signal));
    if (!place) throw new Error(`waiting for a place for ${order.name} ${order.id}`, { cause: signal.reason });
    try {
      await carry(order, signal);
    } finally {
      place.free();
    }
  };
}
