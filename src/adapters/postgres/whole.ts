/** An infrastructure as a whole: locked with its services and machines, and read under these locks. */
import { type RawBuilder, sql } from "kysely";
import type { Whole } from "../../app/store.ts";
import { SERVICES, UNPROVISIONED } from "./infrastructures.ts";
import { MACHINE } from "./machines.ts";
import type { Db, Tx } from "./pool.ts";

/** What is locked of it, in the order in which everybody locks. */
export function partsOf(id: string): { machines: RawBuilder<unknown>; services: RawBuilder<unknown> } {
  return {
    machines: sql`vm where infrastructure_id = ${id} and deleted_at is null`,
    services: sql`service where infrastructure_id = ${id} and removed_at is null`,
  };
}

/** Machines that were made between the two locks are locked, too; nobody can make more of them now. */
export async function lockNewcomers(tx: Tx, id: string): Promise<void> {
  await sql`select from ${partsOf(id).machines} order by id for no key update`.execute(tx);
}

interface Row extends Omit<Whole, "usableAt"> {
  usableAt: Date | null;
}

/** Throws when there is none. */
export async function readWhole(db: Db | Tx, id: string): Promise<Whole> {
  const { rows } = await sql<Row>`
    select i.name, i.state, i.ending_id as ending, i.usable_at as "usableAt", i.announced,
      (select state from request where id = i.ending_id) as "endingState",
      jsonb_build_object('id', i.id, 'name', i.name, 'memoryMb', i.memory_mb, 'diskGb', i.disk_gb, 'vcpu', i.vcpu,
        'vms', i.vms, 'until', i.until, 'reason', i.reason, 'services', ${SERVICES}) as plan,
      ${UNPROVISIONED} as unprovisioned, ${MACHINES} as machines,
      ${OCCUPANTS} || ${CHANGING} as occupants
    from infrastructure i where i.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`looking at infrastructure ${id}, which is gone`);
  return row;
}

/** As `machinesOf` has them. */
const MACHINES = sql`(
  select coalesce(jsonb_agg(${MACHINE} order by vm.id), '[]')
  from vm where vm.infrastructure_id = i.id and vm.deleted_at is null)`;

/** A machine that is asked for has no row yet: its name and template are its request's. */
const OCCUPANTS = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', o.id, 'service', o.service, 'role', o.role,
    'name', coalesce(v.name, asked.name), 'template', coalesce(v.template, q.details ->> 'template'),
    'amounts', jsonb_build_object('memoryMb', o.memory, 'diskGb', o.disk, 'vcpu', o.vcpu, 'vms', o.vms)) order by o.id)
  from (
    select a.consumer_id as id, a.provider_id as service, a.service_role_id as role, max(a.held_by) as held_by,
      sum(a.memory_mb) as memory, sum(a.disk_gb) as disk, sum(a.vcpu) as vcpu, sum(a.vms) as vms
    from allocation a
    where a.infrastructure_id = i.id and a.service_role_id is not null
    group by a.consumer_id, a.provider_id, a.service_role_id) o
  left join vm v on v.id = o.id
  left join request q on q.id = o.held_by
  left join lateral (
    select m ->> 'name' as name from jsonb_array_elements(q.details -> 'machines') m where m ->> 'id' = o.id) asked on true), '[]')`;

/** Machines that are asked to become of another template, or become it now; what they take is counted already. */
const CHANGING = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', v.id, 'service', v.service_id, 'role', v.service_role_id, 'name', v.name,
    'template', q.details -> 'wish' -> 'after' ->> 'template',
    'amounts', jsonb_build_object('memoryMb', 0, 'diskGb', 0, 'vcpu', 0, 'vms', 0)) order by v.id)
  from request q
  cross join lateral jsonb_array_elements(q.details -> 'machines') m
  join vm v on v.id = m ->> 'id' and v.deleted_at is null
  where q.details -> 'wish' ->> 'of' = 'size' and q.id in (
    select held_by from allocation where infrastructure_id = i.id
    union select request_id from vm where infrastructure_id = i.id and deleted_at is null)), '[]')`;
