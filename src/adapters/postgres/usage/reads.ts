/** Questions to the hours of use. */
import { type RawBuilder, sql } from "kysely";
import type { HourUse, RoleUse, Usage } from "../../../app/usage-ports.ts";
import type { Sight } from "../../../domain/sight.ts";
import type { Peak, Use } from "../../../domain/usage.ts";
import type { Db } from "../pool.ts";
import { inSight, MACHINES, under } from "../sight.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";

export async function lastDay(db: Db, vm: string, now: Date): Promise<Use | null> {
  const { rows } = await sql<Use>`
    select avg(cpu)::float8 as cpu, avg(memory_mb)::float8 as "memoryMb", avg(disk_mb)::float8 as "diskMb", count(*)::int as hours
    from usage_hour where vm_id = ${vm} and ${withinDays(1, now)}`.execute(db);
  return rows.find(({ hours }) => hours > 0) ?? null;
}

/** Hours in which a machine was off would hide what it needs. */
export async function peaks(db: Db, vms: string[], days: number, now: Date): Promise<Map<string, Peak>> {
  const { rows } = await sql<Peak & { vm: string }>`
    select vm_id as vm, percentile_disc(0.95) within group (order by cpu)::float8 as cpu,
      percentile_disc(0.95) within group (order by memory_peak_mb) as "memoryMb", max(disk_peak_mb) as "diskMb",
      count(*)::int as hours
    from usage_hour
    where vm_id = any(${vms}::text[]) and ${withinDays(days, now)} and memory_peak_mb > 0 and disk_peak_mb is not null
    group by vm_id`.execute(db);
  return new Map(rows.map(({ vm, ...peak }) => [vm, peak]));
}

/** Of each machine the mean of its hours, and of a role what its machines come to. */
export async function byRole(db: Db, sight: Sight, now: Date): Promise<RoleUse[]> {
  const { rows } = await sql<RoleUse>`
    with last as materialized (${lastHour(now)}),
    use as (
      select h.vm_id, avg(h.memory_mb)::float8 as memory_mb, avg(h.disk_mb)::float8 as disk_mb, count(*)::int as hours,
        count(*) filter (where h.hour >= v.usable_at and h.hour < (select hour from last)) as whole
      from usage_hour h join vm v on v.id = h.vm_id
      where ${withinDays(1, now)} and h.memory_mb is not null and h.disk_mb is not null
      group by h.vm_id),
    own as (
      select v.*, coalesce(least(23, floor(extract(epoch from last.hour - v.usable_at) / 3600)), 0) as whole_hours
      from vm v, last where v.deleted_at is null)
    select array[b.name, i.name, s.name, r.name] as path, count(u.vm_id)::int as machines,
      coalesce(sum(u.hours), 0)::int as hours, sum(greatest(0, v.whole_hours - coalesce(u.whole, 0)))::int as gaps,
      coalesce(sum(u.memory_mb), 0) as "memoryMb", coalesce(sum(u.disk_mb), 0) as "diskMb",
      jsonb_build_object('memoryMb', coalesce(sum(v.memory_mb) filter (where u.vm_id is not null), 0),
        'diskGb', coalesce(sum(v.disk_gb) filter (where u.vm_id is not null), 0)) as allocated
    from ${placed(sql`own`)} left join use u on u.vm_id = v.id
    where ${inSight(sight, MACHINES)}
    group by b.name, i.name, s.name, r.name
    order by b.name, i.name, s.name, r.name`.execute(db);
  return rows;
}

/** An hour in which nothing was measured is there, and says so. */
export async function byHour(
  db: Db,
  { on, unit, ...sight }: Parameters<Usage["byHour"]>[0],
  hours: number,
  now: Date,
): Promise<HourUse[]> {
  const { rows } = await sql<HourUse>`
    with last as (${lastHour(now)}),
    use as (
      select h.hour, sum(h.memory_mb) / nullif(sum(v.memory_mb), 0) as memory,
        sum(h.disk_mb) / nullif(sum(v.disk_gb), 0) / 1024 as disk
      from usage_hour h join ${placed(sql`vm`)} on v.id = h.vm_id
      where h.hour >= (select hour from last) - make_interval(hours => ${hours}) and h.memory_mb is not null
        and h.disk_mb is not null and ${inSight(sight, MACHINES)}
        and ${on === undefined ? sql`true` : under(PATH, on)} and ${unit === undefined ? sql`true` : sql`b.name = ${unit}`}
      group by h.hour)
    select g.hour, u.memory::float8 as memory, u.disk::float8 as disk
    from last cross join lateral generate_series(
      last.hour - make_interval(hours => ${hours}), last.hour - interval '1 hour', interval '1 hour') g (hour)
    left join use u on u.hour = g.hour
    order by g.hour`.execute(db);
  return rows;
}

/** When the hour began that is not over yet. */
function lastHour(now: Date): RawBuilder<unknown> {
  return sql`
    select date_trunc('hour', ${now}::timestamptz, d.time_zone) as hour from datacenter d where d.id = ${THE_DATACENTER}`;
}

/** Machines with where they belong. */
const placed = (machines: RawBuilder<unknown>) => sql`(
  ${machines} v join service_role r on r.id = v.service_role_id join service s on s.id = v.service_id
  join infrastructure i on i.id = v.infrastructure_id join business_unit b on b.id = v.business_unit_id)`;

/** Of such a machine. */
const PATH = sql`concat_ws('/', i.name, s.name, r.name)`;

function withinDays(days: number, now: Date): RawBuilder<unknown> {
  return sql`hour > ${now}::timestamptz - make_interval(days => ${days}) and hour <= ${now}`;
}
