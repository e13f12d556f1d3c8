/** A worker to be killed: it drains the outbox and runs workflows, as the program does, and says when it is ready. */
import { startRelay } from "../../src/adapters/postgres/outbox.ts";
import { type QueueOptions, startQueues } from "../../src/adapters/queue/start.ts";
import type { Carrier } from "../../src/app/orders.ts";
import { wireEngine } from "../support/engine-wiring.ts";
import { silence } from "./silence.ts";

export interface WorkerOrders {
  queues: Omit<QueueOptions, "log">;
  directory: string;
  atOnce: number;
}

const { queues: options, directory, atOnce }: WorkerOrders = JSON.parse(process.argv[2] ?? "{}");
const { engine, pool } = wireEngine(options.database, directory);
const queues = await startQueues({ ...options, log: silence });
const run: Carrier = (order, signal) => engine.run(String(order.payload.workflow), signal);
queues.work({ effects: async () => undefined, light: run, heavy: run }, { effects: 4, light: atOnce, heavy: 1 });
startRelay({ pool, push: queues.push, pollMs: 200, log: silence });
process.stdout.write("ready\n");
