/** Jobs per second from the outbox to their carrier, beside BullMQ alone. */
import { sql } from "kysely";
import { startRelay } from "../../src/adapters/postgres/outbox.ts";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { openBackend } from "../../src/adapters/queue/backend.ts";
import { startQueues } from "../../src/adapters/queue/start.ts";
import { migrateAll } from "../../src/compose/tables.ts";
import { startRedis } from "../support/redis.ts";
import type { Bench } from "./ground.ts";
import { perSecond, type Row, race } from "./harness.ts";
import { silence } from "./house.ts";

const AT_ONCE = 6;

interface Store {
  database: string;
  redis: string | undefined;
}

interface Contender {
  /** Brings so many jobs to their carrier. */
  carry(count: number): Promise<void>;
  close(): Promise<void>;
}

export const jobs: Bench = {
  name: "jobs",
  async run(ground) {
    const database = await ground.database();
    await migrateAll(database, silence);
    const rows = [await compare("Postgres", 600, { database, redis: undefined })];
    const redis = await startRedis();
    if (!redis) return [...rows, { kind: "skipped", what: "jobs, on Redis", why: "there is no redis-server" }];
    rows.push(await compare("Redis", 2000, { database, redis: redis.url }));
    await redis.stop();
    return rows;
  },
};

async function compare(where: string, count: number, store: Store): Promise<Row> {
  const [ours, bare] = [await startOurs(store), await startBare(store)];
  const row = await race({
    ...{ what: `jobs, on ${where}`, unit: "/s", goal: { atLeast: 0.8 } },
    ours: () => perSecond(count, () => ours.carry(count)),
    baseline: () => perSecond(count, () => bare.carry(count)),
  });
  await ours.close();
  await bare.close();
  return row;
}

async function startOurs(store: Store): Promise<Contender> {
  const tally = startTally();
  const { db, pool, close } = connect(store.database, () => undefined);
  const queues = await startQueues({ ...store, prefix: "ours", log: silence });
  const carrier = async () => tally.one();
  queues.work({ effects: carrier, light: carrier, heavy: carrier }, { effects: AT_ONCE, light: 1, heavy: 1 });
  const relay = startRelay({ pool, push: queues.push, log: silence });
  return {
    async carry(count) {
      const carried = tally.of(count);
      await sql`
        insert into outbox (queue, name, payload)
        select 'effects', 'refresh-cards', jsonb_build_object('request', 'REQ-' || n)
        from generate_series(1, ${count}::integer) n`.execute(db);
      relay.wake();
      await carried;
    },
    async close() {
      await relay.stop();
      await queues.close();
      await close();
    },
  };
}

async function startBare({ database, redis }: Store): Promise<Contender> {
  const tally = startTally();
  const backend = openBackend(database, redis, () => undefined);
  const queue = backend.queue("bare");
  const worker = backend.worker("bare", async () => tally.one(), { concurrency: AT_ONCE });
  await worker.waitUntilReady();
  return {
    async carry(count) {
      const carried = tally.of(count);
      const payloads = Array.from({ length: count }, (_, n) => ({ request: `REQ-${n + 1}` }));
      await queue.addBulk(payloads.map((payload) => ({ name: "refresh-cards", data: { payload } })));
      await carried;
    },
    async close() {
      await worker.close();
      await queue.close();
      await backend.close();
    },
  };
}

/** Counts what was carried. */
function startTally() {
  let left = 0;
  let done = () => {};
  return {
    of(count: number): Promise<void> {
      left = count;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
    one(): void {
      left -= 1;
      if (left === 0) done();
    },
  };
}
