/** Closing the ledger for a hundred thousand machines and for ten thousand, beside one aggregate over the same spans. */
import { sql } from "kysely";
import { startLedgerClosing } from "../../src/adapters/postgres/ledger/closing.ts";
import { startLedger } from "../../src/adapters/postgres/ledger/start.ts";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { type Connections, connect } from "../../src/adapters/postgres/pool.ts";
import type { Bench, Ground } from "./ground.ts";
import { elapsedMs, median, memoryAfter, type Row, race } from "./harness.ts";

const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 5;

/** Machines that share an infrastructure. */
const EACH = 50;

/** A leap year's February has 29 days; the day after its last one is the first that is not closed. */
const FIRST = "2028-02-01";
const DAYS = 29;
const MIDNIGHT_MS = Date.parse("2028-02-02T00:00:00Z");
const DAY_MS = 86_400_000;

export const ledger: Bench = {
  name: "ledger",
  async run(ground) {
    const [few, many] = [await openSpans(ground, FEW), await openSpans(ground, MANY)];
    const closings = { few: closingOf(few.db), many: closingOf(many.db) };
    const rows = [
      await race({
        ...{ what: `ledger: a day of ${MANY} machines, beside one aggregate that is kept`, unit: "ms" },
        ...{ goal: { below: 1.5 }, rounds: ROUNDS, ours: closings.many, baseline: () => aggregate(many.db) },
      }),
      await race({
        ...{ what: `ledger: a day of ${MANY} machines beside ${FEW}`, unit: "ms", goal: { below: 11 } },
        ...{ rounds: ROUNDS, ours: closings.many, baseline: closings.few },
      }),
      await theMonth(closings.many),
      await theReport(many.db),
      memoryAfter(`ledger: memory of the process after ${MANY} machines`),
    ];
    for (const { close } of [few, many]) await close();
    return rows;
  },
};

type Db = Connections["db"];

/** Closes one day after the other, and says how long the next one took, in milliseconds. */
function closingOf(db: Db): () => Promise<number> {
  const closing = startLedgerClosing(db);
  const days = { closed: 0 };
  return () => elapsedMs(() => closing.closeOldest(new Date(MIDNIGHT_MS + DAY_MS * days.closed++)));
}

/** What is left of the month is closed, and the month with its last day. */
async function theMonth(close: () => Promise<number>): Promise<Row> {
  const spent: number[] = [];
  for (let day = 2 * (ROUNDS + 1); day < DAYS; day++) spent.push(await close());
  const what = `ledger: the last day of a month with ${MANY} machines, which closes the month, beside another day`;
  const last = spent.at(-1) ?? Number.NaN;
  const usual = median(spent.slice(0, -1));
  return { kind: "race", what, unit: "ms", ours: last, baseline: usual, ratio: last / usual, goal: { below: 1.5 } };
}

async function theReport(db: Db): Promise<Row> {
  const told = startLedger(db, () => new Date(MIDNIGHT_MS + DAY_MS * DAYS));
  const query = { units: null, from: FIRST, to: "2028-02-29" };
  const value = await elapsedMs(() => told.sums(query, ["unit", "infrastructure"]));
  return {
    kind: "figure",
    what: `ledger: the month of ${MANY} machines by infrastructure`,
    unit: "ms",
    value,
    goal: null,
  };
}

/** One aggregate over the spans of a day, its rows kept, an index on their day with them: what any ledger has to do. */
async function aggregate(db: Db): Promise<number> {
  return elapsedMs(() =>
    sql`
      insert into bare_charge (day, object_id, kind, seconds, amount)
      select ${FIRST}::date, s.object_id, s.kind, sum(extract(epoch from least(s.ended_at, b.ends) - greatest(s.began_at, b.begins))),
        round(sum((s.memory_mb * 0.1 / 1024 + s.disk_gb * 0.05)
          * extract(epoch from least(s.ended_at, b.ends) - greatest(s.began_at, b.begins)) / 86400), 6)
      from span s cross join (select ${FIRST}::timestamptz as begins, ${FIRST}::timestamptz + interval '1 day' as ends) b
      where s.began_at < b.ends and s.ended_at > b.begins
      group by s.object_id, s.kind`.execute(db),
  );
}

export async function openSpans(ground: Ground, machines: number): Promise<Connections> {
  const connections = connect(await ground.database(), () => undefined);
  const { db } = connections;
  await migrate(db);
  await sql`insert into datacenter (id, name, currency, time_zone, created_at)
    values ('dc1', 'dc1', 'EUR', 'UTC', ${FIRST})`.execute(db);
  await sql`insert into rate values ('dc1', '2028-01-01', 0.10, 0.05)`.execute(db);
  await sql`insert into template_price values ('dc1', 'small', '2028-01-01', 3.10)`.execute(db);
  await spansOf(db, {
    kind: "granted",
    count: machines / EACH,
    each: 1,
    template: null,
    memory: 100 * 1024,
    disk: 4000,
  });
  await spansOf(db, { kind: "allocated", count: machines, each: EACH, template: "small", memory: 1024, disk: 60 });
  await sql`create table bare_charge (id bigint generated always as identity primary key, day date not null,
    object_id text not null, kind text not null, seconds numeric not null, amount numeric(18, 6) not null)`.execute(db);
  await sql`create index on bare_charge (day)`.execute(db);
  await sql`vacuum analyze`.execute(db);
  return connections;
}

interface Spans {
  kind: "granted" | "allocated";
  count: number;
  /** So many belong to one infrastructure. */
  each: number;
  template: string | null;
  memory: number;
  disk: number;
}

/** Every second one is a medium, which is priced by its size. */
async function spansOf(db: Db, { kind, count, each, template, memory, disk }: Spans): Promise<void> {
  await sql`
    insert into span (datacenter_id, kind, object_id, name, unit_id, unit, cost_center, infrastructure_id, infrastructure,
      service_id, service, role_id, role, template, state, takes, memory_mb, disk_gb, began_at)
    select 'dc1', ${kind}, ${kind} || n, ${kind} || n, 'unit' || n / ${each}::integer % 20, 'unit' || n / ${each}::integer % 20, 'CC-1',
      'i' || n / ${each}::integer, 'i' || n / ${each}::integer, 's' || n / ${each}::integer, 'web', 'r' || n / ${each}::integer, 'front',
      case n % 2 when 0 then ${template}::text else 'medium' end, 'running', 'whole', ${memory}::integer, ${disk}::integer, ${FIRST}
    from generate_series(0, ${count}::integer - 1) n`.execute(db);
}
