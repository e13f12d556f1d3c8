/** Samples of what machines use: one of each look at them, and the hours in which some are new. */
import { sql } from "kysely";
import type { SeenMachine } from "../../../domain/survey.ts";
import type { Tx } from "../pool.ts";
import { OPEN_SINCE } from "./open-since.ts";

/**
 * Of the machines that belong on this host. One that is off uses neither memory nor processors; of others only what their
 * host says is known. What comes late corrects its hour, unless that is of a closed month or its samples are gone.
 */
export async function keepSamples(tx: Tx, host: string, machines: SeenMachine[], at: Date): Promise<void> {
  const rows = machines.flatMap(rowOf);
  if (rows.length === 0) return;
  await sql`
    with seen as (
      select v.id as vm_id, ${at}::timestamptz as at, o.vcpu, o.is_off, o.cpu_seconds, o.memory_mb, o.disk_mb,
        date_trunc('hour', ${at}::timestamptz, d.time_zone) as hour, (${at}::timestamptz at time zone d.time_zone)::date as day
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o
        (id text, vcpu integer, is_off boolean, cpu_seconds float8, memory_mb integer, disk_mb integer)
      join vm v on v.id = o.id and v.host_id = ${host} and v.deleted_at is null
      join datacenter d on d.id = v.datacenter_id
      where ${at}::timestamptz >= ${OPEN_SINCE}),
    kept as (
      insert into usage_sample (vm_id, at, vcpu, is_off, cpu_seconds, memory_mb, disk_mb)
      select vm_id, at, vcpu, is_off, cpu_seconds, memory_mb, disk_mb from seen n where not ${IS_LEFT} order by vm_id
      on conflict (vm_id, at) do update set vcpu = excluded.vcpu, is_off = excluded.is_off,
        cpu_seconds = excluded.cpu_seconds, memory_mb = excluded.memory_mb, disk_mb = excluded.disk_mb
      returning vm_id, at),
    touched as (
      select vm_id, at from kept
      union all
      select k.vm_id, s.at from kept k cross join lateral (
        select at from usage_sample where vm_id = k.vm_id and at > k.at order by at limit 1) s)
    insert into usage_due (hour, vm_id)
    select distinct date_trunc('hour', t.at, d.time_zone), t.vm_id
    from touched t join vm v on v.id = t.vm_id join datacenter d on d.id = v.datacenter_id
    order by 1, 2
    on conflict (hour, vm_id) do update set vm_id = excluded.vm_id`.execute(tx);
}

/** The hour, or the day, of the new sample `n` stands, and what it is made of is kept no more. */
const IS_LEFT = sql`(
  (exists (select from usage_hour h where h.vm_id = n.vm_id and h.hour = n.hour)
    and not exists (select from usage_sample s where s.vm_id = n.vm_id and s.at >= n.hour and s.at < n.hour + interval '1 hour'))
  or (exists (select from usage_day y where y.vm_id = n.vm_id and y.day = n.day)
    and not exists (select from usage_hour h join vm v on v.id = h.vm_id join datacenter d on d.id = v.datacenter_id
      where h.vm_id = n.vm_id and (h.hour at time zone d.time_zone)::date = n.day)
    and not exists (select from usage_due u where u.vm_id = n.vm_id)))`;

/** Nothing, where nothing is known: a gap is no zero. */
function rowOf({ id, state, vcpu, cpuSeconds, memoryUsedMb, diskUsedMb }: SeenMachine) {
  const isOff = state === "stopped" || state === "stored";
  if (id === null || [cpuSeconds, memoryUsedMb, diskUsedMb].every((figure) => figure === null)) return [];
  return [
    {
      ...{ id, vcpu, is_off: isOff, cpu_seconds: cpuSeconds },
      ...{ memory_mb: isOff ? 0 : memoryUsedMb, disk_mb: diskUsedMb },
    },
  ];
}
