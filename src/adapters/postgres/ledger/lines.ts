/** Single lines of the ledger, each with what it was about and by which price it is. */
import { sql } from "kysely";
import type { ChargeLine, LedgerQuery } from "../../../app/ledger-ports.ts";
import type { Db } from "../pool.ts";
import { numberOf } from "./charge-id.ts";
import { asked, COLUMNS, linesWithin, PATH } from "./period.ts";

/** The oldest first, at most so many. */
export async function lines(db: Db, query: LedgerQuery, most: number, now: Date): Promise<ChargeLine[]> {
  const { rows } = await sql<ChargeLine>`
    with ${linesWithin(query, now)}, l as (select * from lines)
    ${LINE}
    left join rated d on d.day = l.day
    where ${asked(query)}
    order by l.day, l.id, l.span_id
    limit ${most}`.execute(db);
  return rows;
}

/** By its id. */
export async function line(db: Db, id: string): Promise<ChargeLine | null> {
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
