/** What of the database and the queues is measured for whoever watches. */
import type { Figures } from "../adapters/http/metrics.ts";
import { countOpenWorkflows, countOutbox, countPending } from "../adapters/postgres/figures.ts";
import type { Connections } from "../adapters/postgres/pool.ts";
import type { Queues } from "../adapters/queue/start.ts";
import type { QueueName } from "../domain/queue.ts";

export function figuresOf({ db }: Connections, queues: Queues): Figures {
  const waiting = (queue: QueueName) => ({
    help: `Jobs that wait in the queue ${queue}`,
    value: async () => (await queues.counts(queue)).waiting,
  });
  return {
    requests_pending: { help: "Requests that wait for a decision", value: () => countPending(db) },
    workflows_open: { help: "Workflows that run or wait", value: () => countOpenWorkflows(db) },
    outbox: { help: "Orders that wait in the outbox", value: () => countOutbox(db) },
    ...{ waiting_effects: waiting("effects"), waiting_light: waiting("light"), waiting_heavy: waiting("heavy") },
  };
}
