/** Rolls samples up by hour and hours by day: each is computed anew from all that it is made of. */
import { type RawBuilder, sql } from "kysely";
import { holdOpen } from "../ledger/fence.ts";
import { type Db, inTransaction, type Tx } from "../pool.ts";
import { OPEN_SINCE } from "./open-since.ts";

/** Hours of machines that are rolled up in one transaction. */
const AT_ONCE = 2000;

/** False when nothing was left to do. Of two that roll the second waits, so that neither misses an hour of the other's day. */
export function rollSome(db: Db): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (!(await isAnyDue(tx))) return false;
    await holdOpen(tx);
    await sql`select pg_advisory_xact_lock(hashtext('usage'))`.execute(tx);
    const hours = await takeDue(tx);
    await rollHours(tx, hours);
    await rollDays(tx, hours);
    return hours.length > 0;
  });
}

async function isAnyDue(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select 1 from usage_due limit 1`.execute(tx);
  return rows.length > 0;
}

interface DueHour {
  vm: string;
  /** As ISO 8601 has it. */
  hour: string;
  day: string;
}

/** A sample that comes meanwhile waits until they are gone, and is due anew. */
async function takeDue(tx: Tx): Promise<DueHour[]> {
  const { rows } = await sql<DueHour>`
    with oldest as (select hour, vm_id from usage_due order by hour, vm_id limit ${AT_ONCE} for update),
    taken as (
      delete from usage_due u using oldest o where u.hour = o.hour and u.vm_id = o.vm_id returning u.hour, u.vm_id)
    select t.vm_id as vm, to_json(t.hour) #>> '{}' as hour, (t.hour at time zone d.time_zone)::date as day
    from taken t join vm v on v.id = t.vm_id join datacenter d on d.id = v.datacenter_id
    where t.hour >= ${OPEN_SINCE}`.execute(tx);
  return rows;
}

/**
 * What a machine's processors did since the look before is told of the later one; not where that was long ago, nor where
 * the counter is smaller than before, since the machine was started anew.
 */
async function rollHours(tx: Tx, hours: DueHour[]): Promise<void> {
  await sql`
    with due as (select * from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb) as o (vm text, hour timestamptz)),
    look as (
      select d.hour, s.*, extract(epoch from s.at - p.at)::numeric * s.vcpu as could,
        case when s.is_off and p.is_off then 0
          when not s.is_off and not p.is_off and s.cpu_seconds >= p.cpu_seconds then (s.cpu_seconds - p.cpu_seconds)::numeric
        end as did
      from due d
      join usage_sample s on s.vm_id = d.vm and s.at >= d.hour and s.at < d.hour + interval '1 hour'
      left join lateral (
        select at, is_off, cpu_seconds from usage_sample
        where vm_id = s.vm_id and at < s.at and at >= s.at - ${LONGEST} order by at desc limit 1) p on true)
    insert into usage_hour (vm_id, hour, samples, cpu, cpu_peak, memory_mb, memory_peak_mb, disk_mb, disk_peak_mb)
    select vm_id, hour, count(*),
      ${atMostAll(sql`sum(did) / nullif(sum(could) filter (where did is not null), 0)`)},
      ${atMostAll(sql`max(did / nullif(could, 0))`)},
      avg(memory_mb), max(memory_mb), avg(disk_mb), max(disk_mb)
    from look group by vm_id, hour
    on conflict (vm_id, hour) do update set samples = excluded.samples, cpu = excluded.cpu, cpu_peak = excluded.cpu_peak,
      memory_mb = excluded.memory_mb, memory_peak_mb = excluded.memory_peak_mb, disk_mb = excluded.disk_mb,
      disk_peak_mb = excluded.disk_peak_mb`.execute(tx);
}

/** Of two clocks one may run ahead. What is not known stays so, which the least of it and one would not be. */
function atMostAll(share: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${share} > 1 then 1 else ${share} end`;
}

/** Two looks further apart say nothing of one hour. */
const LONGEST = sql`interval '2 hours'`;

async function rollDays(tx: Tx, hours: DueHour[]): Promise<void> {
  await sql`
    with due as (select distinct vm, day from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb) as o (vm text, day date))
    insert into usage_day (vm_id, day, hours, measured, cpu, memory_mb, memory_peak_mb, disk_mb)
    select u.vm, u.day, count(*), count(*) filter (where h.memory_mb is not null and h.disk_mb is not null),
      avg(h.cpu), avg(h.memory_mb), max(h.memory_peak_mb), avg(h.disk_mb)
    from due u
    join vm v on v.id = u.vm
    join datacenter d on d.id = v.datacenter_id
    join usage_hour h on h.vm_id = u.vm and h.hour >= u.day::timestamp at time zone d.time_zone
      and h.hour < (u.day + 1)::timestamp at time zone d.time_zone
    group by u.vm, u.day
    on conflict (vm_id, day) do update set hours = excluded.hours, measured = excluded.measured, cpu = excluded.cpu,
      memory_mb = excluded.memory_mb, memory_peak_mb = excluded.memory_peak_mb, disk_mb = excluded.disk_mb`.execute(tx);
}
