/** A process to be killed: takes an order, says which on standard output, and never finishes it. */
import { startQueues } from "../../src/adapters/queue/start.ts";
import type { Carrier } from "../../src/app/orders.ts";

const hang: Carrier = (order) => {
  process.stdout.write(`${order.id}\n`);
  return new Promise(() => undefined);
};

const log = { warn: () => undefined, error: () => undefined };
const queues = await startQueues({ ...JSON.parse(process.argv[2] ?? "{}"), log });
queues.work({ effects: hang, light: hang, heavy: hang }, { effects: 1, light: 1, heavy: 1 });
