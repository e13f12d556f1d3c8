/** Jobs per second out of a queue in which twenty thousand more wait, beside the same without them; on Redis. */
import { startQueues } from "../../src/adapters/queue/start.ts";
import type { Order } from "../../src/app/orders.ts";
import { migrateAll } from "../../src/compose/tables.ts";
import { startRedis } from "../support/redis.ts";
import type { Bench } from "./ground.ts";
import { perSecond, race, until } from "./harness.ts";
import { silence } from "./house.ts";

const WAITING = 20_000;
/** Many short rounds: what else the machine does meets both alike. */
const MEASURED = 500;
const ROUNDS = 20;
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
    const [full, empty] = [await startLane(open("full")), await startLane(open("empty"))];
    await full.fill(WAITING + ALL_ROUNDS * MEASURED);
    const row = await race({
      ...{ what, unit: "/s", goal: { atLeast: 0.9 }, rounds: ROUNDS },
      ours: full.carry,
      baseline: async () => {
        await empty.fill(MEASURED + AT_ONCE); // so that it does not run dry at the end
        return empty.carry();
      },
    });
    await Promise.all([full.close(), empty.close()]);
    await redis.stop();
    return [row];
  },
};

let last = 0;

/** Queues whose workers are there all the time, and wait at a gate between the rounds: a start is not what is measured. */
async function startLane(opening: ReturnType<typeof startQueues>) {
  const queues = await opening;
  let gate = Promise.withResolvers<void>();
  let left = 0;
  let held = 0;
  let done: () => void = () => undefined;
  const carrier = async () => {
    held += 1;
    await gate.promise;
    held -= 1;
    left -= 1;
    if (left !== 0) return;
    gate = Promise.withResolvers();
    done();
  };
  queues.work({ effects: carrier, light: carrier, heavy: carrier }, { effects: 1, light: AT_ONCE, heavy: 1 });

  return {
    /** Returns once the workers have taken up as much as they can. */
    async fill(count: number): Promise<void> {
      const orders = Array.from({ length: count }, (): Order => {
        last += 1;
        return { id: String(last), queue: "light", name: "run-workflow", payload: { workflow: `wf-${last}` } };
      });
      for (let at = 0; at < count; at += 1000) await queues.push(orders.slice(at, at + 1000));
      await until(async () => held === AT_ONCE);
    },
    /** How many a second come out of it, of the next ones. */
    carry: () =>
      perSecond(MEASURED, () => {
        left = MEASURED;
        return new Promise<void>((resolve) => {
          done = resolve;
          gate.resolve();
        });
      }),
    async close(): Promise<void> {
      left = Number.POSITIVE_INFINITY;
      gate.resolve();
      await queues.close();
    },
  };
}
