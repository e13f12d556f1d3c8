/** Machines that run and do next to nothing, as it was measured. */
import { type RawBuilder, sql } from "kysely";
import type { IdleMachine, IdleMachines } from "../../app/idle.ts";
import type { IdleRule } from "../../domain/idle-rule.ts";
import { idleRule } from "./idle-rule.ts";
import { ENDING_OF } from "./leases.ts";
import type { Db, Tx } from "./pool.ts";

export function startIdleMachines(db: Db, now: () => Date): IdleMachines {
  return {
    among: async (vms) => idleMachines(db, await idleRule(db), now(), sql`v.id = any(${vms}::text[])`),
  };
}

/** So many hours have to have been measured: a day of them. */
const LEAST_HOURS = 24;

/**
 * Those of the machines `v` that could be used all these days, are neither worked on nor wound up, and whose processors were
 * less busy than that but for one hour in twenty. Hours in which a machine was off say nothing of it. The hours of all are
 * counted, which is one pass over them; only those of the idle ones are put in order.
 */
export async function idleMachines(
  db: Db | Tx,
  { machines: { percent, days } }: IdleRule,
  now: Date,
  where: RawBuilder<unknown>,
): Promise<IdleMachine[]> {
  const begins = sql`(${now}::timestamptz - make_interval(days => ${days}))`;
  const measured = sql`h.hour > ${begins} and h.hour <= ${now} and h.cpu is not null and h.memory_peak_mb is distinct from 0`;
  const { rows } = await sql<IdleMachine>`
    with quiet as materialized (
      select h.vm_id, count(*)::integer as hours
      from usage_hour h join vm v on v.id = h.vm_id
      where ${measured} and v.deleted_at is null and v.state = 'running' and v.request_id is null and v.usable_at <= ${begins}
        and ${where}
      group by h.vm_id
      having count(*) >= ${LEAST_HOURS} and count(*) filter (where h.cpu < ${percent}::numeric / 100) * 20 >= count(*) * 19)
    select v.id as machine, v.name, concat_ws('/', i.name, s.name, r.name) as path, v.requester_id as requester,
      v.business_unit_id as "businessUnit", v.infrastructure_id as infrastructure, v.service_id as service,
      ceil(u.cpu * 100)::integer as percent, q.hours, ${days}::integer as days
    from quiet q
    join vm v on v.id = q.vm_id
    join infrastructure i on i.id = v.infrastructure_id
    join service s on s.id = v.service_id
    join service_role r on r.id = v.service_role_id
    cross join lateral (
      select percentile_disc(0.95) within group (order by h.cpu) as cpu from usage_hour h where h.vm_id = v.id and ${measured}) u
    where ${ENDING_OF(sql`v.id`)} is null and i.ending_id is null
    order by v.day_price desc, v.name`.execute(db);
  return rows;
}
