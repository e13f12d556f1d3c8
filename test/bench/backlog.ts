/** Jobs per second out of a queue in which twenty thousand more wait, beside the same without them; on Redis. */
import { type Queues, startQueues } from "../../src/adapters/queue/start.ts";
import type { Order } from "../../src/app/orders.ts";
import { migrateAll } from "../../src/compose/tables.ts";
import { startRedis } from "../support/redis.ts";
import type { Bench } from "./ground.ts";
import { perSecond, race } from "./harness.ts";
import { silence } from "./house.ts";

const WAITING = 20_000;
const MEASURED = 2000;
const ROUNDS = 5;
const AT_ONCE = 6;

/** One more than is counted: the first warms up. */
const ALL_ROUNDS = ROUNDS + 1;

export const backlog: Bench = {
  name: "backlog",
  async run(ground) {
    const what = `jobs with ${WAITING} waiting, on Redis`;
    const redis = await startRedis();
    if (!redis) return [{ kind: "skipped", what, why: "there is no redis-server" }];
    const database = await ground.database();
    await migrateAll(database, silence);
    const open = (prefix: string) => startQueues({ database, redis: redis.url, prefix, log: silence });
    await fill(await open("full"), WAITING + ALL_ROUNDS * 2 * MEASURED);
    const row = await race({
      ...{ what, unit: "/s", goal: { atLeast: 0.9 }, rounds: ROUNDS },
      ours: async () => carried(await open("full")),
      baseline: async () => {
        await fill(await open("empty"), MEASURED);
        return carried(await open("empty"));
      },
    });
    await redis.stop();
    return [row];
  },
};

let last = 0;

/** Fills the queue, and closes what led to it. */
async function fill(queues: Queues, count: number): Promise<void> {
  const orders = Array.from({ length: count }, (): Order => {
    last += 1;
    return { id: String(last), queue: "light", name: "run-workflow", payload: { workflow: `wf-${last}` } };
  });
  for (let at = 0; at < count; at += 1000) await queues.push(orders.slice(at, at + 1000));
  await queues.close();
}

/** How many a second come out of it, of the next ones. */
async function carried(queues: Queues): Promise<number> {
  let left = MEASURED;
  const figure = await perSecond(MEASURED, () => {
    return new Promise<void>((resolve) => {
      const carrier = async () => {
        left -= 1;
        if (left === 0) resolve();
      };
      queues.work({ effects: carrier, light: carrier, heavy: carrier }, { effects: 1, light: AT_ONCE, heavy: 1 });
    });
  });
  await queues.close();
  return figure;
}
