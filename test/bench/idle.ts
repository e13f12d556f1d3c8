/** The daily look for what lies idle, beside one aggregate over the same hours; and how long a decision waits for it. */
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { startDueIdle } from "../../src/adapters/postgres/idle.ts";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { type Connections, connect } from "../../src/adapters/postgres/pool.ts";
import type { Bench, Ground } from "./ground.ts";
import { elapsedMs, memoryAfter, type Row, race } from "./harness.ts";

const MACHINES = 10_000;
const DAYS = 14;
const ROUNDS = 3;
const NOW_MS = Date.parse("2028-02-01T00:00:00Z");
const DAY_MS = 86_400_000;

export const idle: Bench = {
  name: "idle",
  async run(ground) {
    const connections = await openHours(ground);
    const { db } = connections;
    const due = startDueIdle({ db, committed: () => undefined });
    const look = () => due.handOver(new Date(NOW_MS));
    const waits: number[] = [];
    const rows: Row[] = [
      await race({
        ...{ what: `idle: a look at ${MACHINES} machines, beside one aggregate over their hours`, unit: "ms" },
        ...{ goal: { below: 3 }, rounds: ROUNDS, baseline: () => aggregate(db) },
        async ours() {
          await sql`update datacenter set idle_look_at = null`.execute(db);
          await sql`delete from idle_question`.execute(db);
          const looking = elapsedMs(look);
          waits.push(await longestWait(db, looking));
          return looking;
        },
      }),
      {
        ...{ kind: "figure", what: "idle: the longest that a decision waits for the datacenter's row meanwhile" },
        ...{ unit: "ms", value: Math.max(...waits), goal: { below: 1000 } },
      },
      memoryAfter(`idle: memory of the process after ${MACHINES} machines`),
    ];
    await connections.close();
    return rows;
  },
};

type Db = Connections["db"];

/** Takes the row that decisions take, again and again until the look is over; the longest that it took, in milliseconds. */
async function longestWait(db: Db, looking: Promise<number>): Promise<number> {
  const state = { over: false, longest: 0 };
  const over = looking.then(() => {
    state.over = true;
  });
  while (!state.over) {
    const spent = await elapsedMs(() => sql`select from datacenter where id = 'dc1' for no key update`.execute(db));
    state.longest = Math.max(state.longest, spent);
    await pause(10);
  }
  await over;
  return state.longest;
}

/** What each look has to read: how busy each machine was but for one hour in twenty. */
function aggregate(db: Db): Promise<number> {
  return elapsedMs(() =>
    sql`
      select count(*) from (
        select vm_id, percentile_disc(0.95) within group (order by cpu) as cpu from usage_hour group by vm_id) u
      where u.cpu < 0.05`.execute(db),
  );
}

/** Each tenth machine runs idle; all are in one service. */
async function openHours(ground: Ground): Promise<Connections> {
  const connections = connect(await ground.database(), () => undefined);
  const { db } = connections;
  const began = new Date(NOW_MS - 60 * DAY_MS);
  await migrate(db);
  await sql`insert into datacenter (id, name, currency, time_zone, created_at)
    values ('dc1', 'dc1', 'EUR', 'UTC', ${began})`.execute(db);
  await sql`insert into person (id, datacenter_id, name, created_at) values ('p', 'dc1', 'ana', ${began})`.execute(db);
  await sql`insert into business_unit (id, datacenter_id, name, cost_center, created_at)
    values ('u', 'dc1', 'retail', 'CC-1', ${began})`.execute(db);
  await sql`insert into infrastructure (id, datacenter_id, business_unit_id, name, state, memory_mb, disk_gb, reason, usable_at)
    values ('i', 'dc1', 'u', 'shop', 'provisioned', 1024, 60, 'the web shop', ${began})`.execute(db);
  await sql`insert into service (id, infrastructure_id, name, environment, memory_mb, disk_gb, networks, templates)
    values ('s', 'i', 'web', 'production', 1024, 60, '{}', '{}')`.execute(db);
  await sql`insert into service_role (id, service_id, name, templates) values ('r', 's', 'front', '{small}')`.execute(
    db,
  );
  await sql`
    insert into vm (id, datacenter_id, business_unit_id, infrastructure_id, service_id, service_role_id, name, template,
      vcpu, memory_mb, disk_gb, day_price, state, requester_id, created_at, usable_at)
    select 'vm' || n, 'dc1', 'u', 'i', 's', 'r', 'vm' || n, 'small', 1, 1024, 60, 3.10, 'running', 'p', ${began}, ${began}
    from generate_series(1, ${MACHINES}::integer) n`.execute(db);
  await sql`
    insert into usage_hour (vm_id, hour, samples, cpu, cpu_peak, memory_mb, memory_peak_mb, disk_mb, disk_peak_mb)
    select 'vm' || n, h, 12, case n % 10 when 0 then 0.01 else 0.3 end, 0.5, 512, 600, 20000, 20000
    from generate_series(${new Date(NOW_MS - DAYS * DAY_MS)}::timestamptz, ${new Date(NOW_MS - 3_600_000)}::timestamptz,
      interval '1 hour') h, generate_series(1, ${MACHINES}::integer) n`.execute(db);
  await sql`vacuum analyze`.execute(db);
  return connections;
}
