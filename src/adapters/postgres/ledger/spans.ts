/** Keeps the spans true: in the transaction of every change, what is now otherwise ends, and what is now so begins. */
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../pool.ts";
import { CLOSED_UNTIL, holdOpen } from "./fence.ts";

/** After the change is written: the spans of these infrastructures and machines, by their ids. `at` is when it is so. */
export async function keepSpans(tx: Tx, ids: string[], at: Date): Promise<void> {
  if (ids.length > 0) await keep(tx, at, (id) => sql`${id} = any(${ids}::text[])`);
}

/** The same for everything there is: after changes that may concern any of it. */
export async function keepAllSpans(tx: Tx, at: Date): Promise<void> {
  await keep(tx, at, () => sql`true`);
}

const COLUMNS = [
  ...["datacenter_id", "kind", "object_id", "name", "unit_id", "unit", "cost_center"],
  ...["infrastructure_id", "infrastructure", "service_id", "service", "role_id", "role"],
  ...["template", "state", "takes", "memory_mb", "disk_gb"],
] as const;

const columnsOf = (table: string) => sql.join(COLUMNS.map((column) => sql.ref(`${table}.${column}`)));

/**
 * A change that is saved after its day was closed counts from the day that is open: a closed day stays as it is. What
 * ends and what begins does so in one statement, the ends first, since no two spans of one thing are open at once.
 */
async function keep(tx: Tx, at: Date, among: (id: RawBuilder<unknown>) => RawBuilder<unknown>): Promise<void> {
  await holdOpen(tx);
  await sql`
    with moment as (
      select d.id as datacenter_id, greatest(date_trunc('second', ${at}::timestamptz), ${CLOSED_UNTIL}) as at
      from datacenter d),
    wanted as (${granted(among(sql`i.id`))} union all ${allocated(among(sql`v.id`))}),
    same as (
      select s.id, s.object_id from span s join wanted on wanted.object_id = s.object_id
      where s.ended_at = 'infinity' and ${among(sql`s.object_id`)}
        and (${columnsOf("s")}) is not distinct from (${columnsOf("wanted")})),
    ended as (
      update span s set ended_at = greatest(m.at, s.began_at)
      from moment m
      where m.datacenter_id = s.datacenter_id and s.ended_at = 'infinity' and ${among(sql`s.object_id`)}
        and s.id not in (select id from same)
      returning s.object_id, s.ended_at)
    insert into span (${sql.join(COLUMNS.map((column) => sql.ref(column)))}, began_at)
    select ${columnsOf("wanted")}, greatest(m.at, e.ended_at)
    from wanted join moment m on m.datacenter_id = wanted.datacenter_id
    left join ended e on e.object_id = wanted.object_id
    where wanted.object_id not in (select object_id from same) and (select count(*) from ended) >= 0`.execute(tx);
}

/** An infrastructure is granted what it has from when it is usable until it is gone. */
function granted(where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select i.datacenter_id, 'granted' as kind, i.id as object_id, i.name, u.id as unit_id, u.name as unit, u.cost_center,
      i.id as infrastructure_id, i.name as infrastructure, null::text as service_id, null::text as service,
      null::text as role_id, null::text as role, null::text as template, null::text as state, 'whole' as takes,
      i.memory_mb, i.disk_gb
    from infrastructure i join business_unit u on u.id = i.business_unit_id
    where i.state in ('provisioned', 'decommissioning') and ${where}`;
}

/** A machine is allocated from when it runs for the first time; one that failed, or is being made, is nobody's yet. */
function allocated(where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select v.datacenter_id, 'allocated', v.id, v.name, u.id, u.name, u.cost_center, i.id, i.name, s.id, s.name, r.id,
      r.name, v.template, v.state, c.takes, case c.takes when 'whole' then v.memory_mb else 0 end, v.disk_gb
    from vm v
    join datacenter d on d.id = v.datacenter_id
    join business_unit u on u.id = v.business_unit_id
    join infrastructure i on i.id = v.infrastructure_id
    join service s on s.id = v.service_id
    join service_role r on r.id = v.service_role_id
    cross join lateral (select
      case v.state when 'stopped' then d.stopped_counts when 'stored' then d.stored_counts else 'whole' end as takes) c
    where v.deleted_at is null and v.state in ('running', 'stopped', 'paused', 'stored') and ${where}`;
}
