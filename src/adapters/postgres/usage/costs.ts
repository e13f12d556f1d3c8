/** What measured use comes to, at the rates of the days on which it was measured. */
import { sql } from "kysely";
import type { LedgerQuery } from "../../../app/ledger-ports.ts";
import type { UseCost } from "../../../app/usage-ports.ts";
import { asked, linesWithin, PATH } from "../ledger/period.ts";
import type { Db } from "../pool.ts";

/**
 * A machine's day is measured in so many of its hours; of what it was allocated that part is set against its use. Each day
 * of a machine is rounded once, to six decimals.
 */
export async function costs(db: Db, query: LedgerQuery, now: Date): Promise<UseCost[]> {
  const { rows } = await sql<UseCost>`
    with ${linesWithin(query, now)},
    rate_of as (
      select day, seconds as day_seconds, memory, storage from closed_day
      union all
      select day, day_seconds, memory, storage from rated),
    l as (
      select l.day, l.span_id, s.object_id, l.seconds, l.amount, sum(l.seconds) over (partition by l.day, s.object_id) as whole
      from lines l join span s on s.id = l.span_id
      where l.kind = 'allocated'),
    used as (
      select l.*, part.seconds as measured, round(part.seconds
          * (u.memory_mb * coalesce(r.memory, 0) + u.disk_mb * coalesce(r.storage, 0)) / 1024 / r.day_seconds, 6) as used,
        round(l.amount * part.seconds / l.seconds, 6) as meanwhile
      from l
      join rate_of r on r.day = l.day
      left join usage_day u on u.vm_id = l.object_id and u.day = l.day and u.measured > 0
      cross join lateral (
        select case when u.measured > 0 then l.seconds * least(1, u.measured * 3600.0 / l.whole) end as seconds) part)
    select jsonb_build_object('unit', s.unit, 'costCenter', s.cost_center, 'infrastructure', s.infrastructure,
        'service', s.infrastructure || '/' || s.service, 'role', ${PATH}, 'machine', s.name) as keys,
      sum(u.used)::numeric(24, 6)::text as used, sum(u.meanwhile - u.used)::numeric(24, 6)::text as idle,
      coalesce(sum(u.measured), 0)::float8 as "measuredSeconds", sum(u.seconds)::float8 as seconds
    from used u join span s on s.id = u.span_id
    where ${asked(query)}
    group by s.unit, s.cost_center, s.infrastructure, s.service, s.role, s.name`.execute(db);
  return rows;
}
