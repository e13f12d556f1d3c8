/** The line of requests that wait for room in the engine, as it stands now. */
import { sql } from "kysely";
import type { Line } from "../../domain/admission.ts";
import { LOAD } from "./counting.ts";
import type { Db } from "./pool.ts";

/** Where this request stands in it; undefined when it does not. How long others took is that of the last 20 of its weight. */
export async function placeInLine(db: Db, request: string): Promise<Line | undefined> {
  const { rows } = await sql<Line>`
    with line as (
      select r.id, r.datacenter_id, r.details, row_number() over (order by r.created_at, length(r.id), r.id)::int as place,
        (select count(*)::int from jsonb_each(r.context->'jobs') j where j.value->>'state' = 'open') as needed
      from request r where r.state = 'waiting' and not r.is_over),
    own as (
      select line.*, (
        select weight from workflow where action = coalesce(line.details->>'action',
          case when line.details->>'kind' like 'infra.%' then 'provision-infrastructure' else 'create' end)
        order by created_at desc limit 1) as weight
      from line where id = ${request})
    select own.place, (select count(*)::int from line) as length, own.needed,
      (select coalesce(sum(l.needed), 0)::int from line l where l.place < own.place) as ahead, ${LOAD} as load,
      case own.weight when 'light' then d.light_at_once else d.heavy_at_once end as "atOnce",
      (select avg(extract(epoch from ended_at - started_at) * 1000)::float8 from (
        select started_at, ended_at from workflow w
        where w.weight = own.weight and w.state = 'done' order by w.ended_at desc limit 20) last) as "tookMs"
    from own join datacenter d on d.id = own.datacenter_id`.execute(db);
  return rows[0];
}

/** Ids of those who stand in it, the first of them first. */
export async function waitingInLine(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from request
    where state = 'waiting' and not is_over
    order by created_at, length(id), id`.execute(db);
  return rows.map((row) => row.id);
}
