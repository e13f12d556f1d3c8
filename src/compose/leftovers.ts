/** What is still to be carried out, as the database and the queues tell it. */
import { isEmpty } from "../adapters/postgres/outbox.ts";
import type { Connections } from "../adapters/postgres/pool.ts";
import { hasOpenWorkflows } from "../adapters/postgres/quiet.ts";
import type { Queues } from "../adapters/queue/start.ts";
import type { QueueName } from "../domain/queue.ts";

/** A dead worker's job counts as active until another one takes it over. */
export function leftovers({ db, pool }: Connections, queues: Queues) {
  const isBusy = async (queue: QueueName) => {
    const { waiting, active, delayed } = await queues.counts(queue);
    return waiting + active + delayed > 0;
  };
  return {
    workLeft: async () => (await hasOpenWorkflows(db)) || (await isBusy("light")) || (await isBusy("heavy")),
    effectsLeft: async () => {
      return !(await isEmpty(pool)) || isBusy("effects");
    },
  };
}
