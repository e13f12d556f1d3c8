/** What the ledger says of a period: the charges of closed days, and what the open ones come to so far. */
import { type RawBuilder, sql } from "kysely";
import type { ChargeLine, ClosedUntil, Dimension, Ledger, LedgerQuery, LedgerSum } from "../../../app/ledger-ports.ts";
import type { Db } from "../pool.ts";
import { inSight } from "../sight.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { accrual } from "./accrual.ts";
import { numberOf } from "./charge-id.ts";
import { FIRST_OPEN } from "./closing.ts";

export function startLedger(db: Db, now: () => Date): Ledger {
  return {
    sums: (query, by) => sums(db, query, by, now()),
    lines: (query, most) => lines(db, query, most, now()),
    line: (id) => line(db, id),
    closed: () => closed(db),
  };
}

const DIMENSION: Record<Dimension, RawBuilder<unknown>> = {
  day: sql`to_char(l.day, 'YYYY-MM-DD')`,
  month: sql`to_char(l.day, 'YYYY-MM')`,
  unit: sql`s.unit`,
  costCenter: sql`s.cost_center`,
  infrastructure: sql`s.infrastructure`,
  service: sql`s.infrastructure || '/' || s.service`,
  role: sql`s.infrastructure || '/' || s.service || '/' || s.role`,
  machine: sql`case s.kind when 'allocated' then s.name end`,
  template: sql`s.template`,
  state: sql`s.state`,
};

async function sums(db: Db, query: LedgerQuery, by: Dimension[], now: Date): Promise<LedgerSum[]> {
  const keys = by.map((dimension) => DIMENSION[dimension]);
  const pairs = by.map((dimension, n) => sql`${sql.lit(dimension)}::text, ${keys[n]}`);
  const grouped = keys.length ? sql`group by ${sql.join(keys)} order by ${sql.join(keys)}` : sql`having count(*) > 0`;
  const { rows } = await sql<LedgerSum>`
    with ${accrual(openDays(query, now))}, l as (${bySpan(linesOf(query), by)})
    select jsonb_build_object(${sql.join(pairs)}) as keys, ${AMOUNTS},
      ${sumOf("memory_mb_seconds", "reserved")} as "reservedMemory",
      ${sumOf("disk_gb_seconds", "reserved")} as "reservedStorage",
      ${sumOf("memory_mb_seconds", "allocated")} as "allocatedMemory",
      ${sumOf("disk_gb_seconds", "allocated")} as "allocatedStorage",
      bool_or(l.is_unpriced) as "isUnpriced", bool_or(l.is_open) as "isOpen"
    from l join span s on s.id = l.span_id
    where ${within(query)} ${grouped}`.execute(db);
  return rows;
}

/** Summed up first without looking at what the spans are: millions of lines are of some thousands of them. */
function bySpan(lines: RawBuilder<unknown>, by: Dimension[]): RawBuilder<unknown> {
  const day = by.includes("day") ? sql`day` : by.includes("month") ? sql`date_trunc('month', day)` : sql`null::date`;
  return sql`
    select ${day} as day, span_id, kind, sum(amount) as amount, sum(memory_mb_seconds) as memory_mb_seconds,
      sum(disk_gb_seconds) as disk_gb_seconds, bool_or(is_unpriced) as is_unpriced, bool_or(id is null) as is_open
    from (${lines}) one
    group by 1, 2, 3`;
}

/** A refund is neither reserved nor allocated; what it gives back is told beside them. */
const AMOUNTS = sql`
  coalesce(sum(l.amount) filter (where l.kind = 'reserved'), 0)::numeric(24, 6)::text as reserved,
  coalesce(sum(l.amount) filter (where l.kind = 'allocated'), 0)::numeric(24, 6)::text as allocated,
  coalesce(sum(l.amount) filter (where l.kind = 'refund'), 0)::numeric(24, 6)::text as refunded,
  sum(l.amount)::numeric(24, 6)::text as amount`;

function sumOf(column: "memory_mb_seconds" | "disk_gb_seconds", kind: "reserved" | "allocated") {
  return sql`coalesce(sum(l.${sql.ref(column)}) filter (where l.kind = ${sql.lit(kind)}), 0)::text`;
}

/** Days of the period that are not closed, as far as they have passed. */
function openDays({ from, to }: Pick<LedgerQuery, "from" | "to">, now: Date): RawBuilder<unknown> {
  return sql`
    select d.id as datacenter_id, g.day::date as day, g.day at time zone d.time_zone as begins,
      (g.day + interval '1 day') at time zone d.time_zone as ends,
      least((g.day + interval '1 day') at time zone d.time_zone, date_trunc('second', ${now}::timestamptz)) as until
    from datacenter d
    cross join lateral (${FIRST_OPEN}) o
    cross join lateral generate_series(greatest(o.day, ${from}::date)::timestamp,
      least(${to}::timestamp, ${now}::timestamptz at time zone d.time_zone), interval '1 day') g(day)
    where d.id = ${THE_DATACENTER} and o.day is not null`;
}

const COLUMNS = sql`
  day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, price_from, day_price, amount, is_unpriced`;

function linesOf({ from, to }: Pick<LedgerQuery, "from" | "to">): RawBuilder<unknown> {
  return sql`
    select id, ${COLUMNS}, reverses, reason, person_id from charge
    where datacenter_id = ${THE_DATACENTER} and day between ${from}::date and ${to}::date
    union all
    select null, ${COLUMNS}, null, null, null from accrued`;
}

function within({ on, unit, costCenter, name, ...sight }: LedgerQuery): RawBuilder<unknown> {
  return sql.join(
    [
      inSight(sight, OWN),
      ...(on === undefined ? [] : [sql`starts_with(${PATH} || '/', rtrim(${on}, '/') || '/')`]),
      ...(unit === undefined ? [] : [sql`s.unit = ${unit}`]),
      ...(costCenter === undefined ? [] : [sql`s.cost_center = ${costCenter}`]),
      ...(name === undefined ? [] : [sql`s.name = ${name}`]),
    ],
    sql` and `,
  );
}

const OWN = {
  units: (ids: string[]) => sql`s.unit_id = any(${ids})`,
  infrastructures: (ids: string[]) => sql`s.infrastructure_id = any(${ids})`,
  services: (ids: string[]) => sql`s.service_id = any(${ids})`,
};

const PATH = sql`concat_ws('/', s.infrastructure, s.service, s.role)`;

async function lines(db: Db, query: LedgerQuery, most: number, now: Date): Promise<ChargeLine[]> {
  const { rows } = await sql<ChargeLine>`
    with ${accrual(openDays(query, now))}, l as (${linesOf(query)})
    ${LINE}
    left join rated d on d.day = l.day
    where ${within(query)}
    order by l.day, l.id, l.span_id
    limit ${most}`.execute(db);
  return rows;
}

async function line(db: Db, id: string): Promise<ChargeLine | null> {
  const { rows } = await sql<ChargeLine>`
    with l as (select id, ${COLUMNS}, reverses, reason, person_id from charge where id = ${numberOf(id)}),
    rated as (select null::date as rate_from, null::numeric as memory, null::numeric as storage, null::integer as day_seconds)
    ${LINE}
    left join rated d on false`.execute(db);
  return rows[0] ?? null;
}

/** Of a closed day the rate is that of its closing, of an open one `d`, that in force. */
const LINE = sql`
  select 'C-' || l.id as id, l.day, l.kind, s.name, ${PATH} as path, s.unit, s.cost_center as "costCenter",
    jsonb_build_object('businessUnit', s.unit_id, 'infrastructure', s.infrastructure_id, 'service', s.service_id) as place,
    s.template, s.state, s.takes, l.seconds, coalesce(c.seconds, d.day_seconds, 0) as "daySeconds",
    l.memory_mb_seconds::text as memory, l.disk_gb_seconds::text as storage,
    case when l.kind <> 'refund' and coalesce(c.rate_from, d.rate_from) is not null then jsonb_build_object(
      'from', coalesce(c.rate_from, d.rate_from), 'memory', coalesce(c.memory, d.memory)::text,
      'storage', coalesce(c.storage, d.storage)::text) end as rate,
    case when l.day_price is not null then jsonb_build_object(
      'from', l.price_from, 'dayPrice', l.day_price::text) end as price,
    l.amount::text as amount, l.is_unpriced as "isUnpriced", 'C-' || l.reverses as reverses, l.reason, p.name as by,
    (select 'C-' || r.id from charge r where r.reverses = l.id) as "reversedBy"
  from l
  join span s on s.id = l.span_id
  left join closed_day c on c.datacenter_id = s.datacenter_id and c.day = l.day
  left join person p on p.id = l.person_id`;

async function closed(db: Db): Promise<ClosedUntil> {
  const { rows } = await sql<ClosedUntil>`
    select (select max(day) from closed_day where datacenter_id = ${THE_DATACENTER}) as day,
      to_char((select max(month) from closed_month where datacenter_id = ${THE_DATACENTER}), 'YYYY-MM') as month`.execute(
    db,
  );
  return rows[0] ?? { day: null, month: null };
}
