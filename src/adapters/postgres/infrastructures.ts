/** Infrastructures that exist, with their services and roles, and what machines take of them. */
import { type RawBuilder, sql } from "kysely";
import type { Infrastructure, Infrastructures } from "../../app/reads.ts";
import type { Db } from "./pool.ts";
import { inSight } from "./sight.ts";

export function startInfrastructures(db: Db): Infrastructures {
  return {
    list: (sight) => listWhere(db, sql`i.state <> 'decommissioned' and ${inSight(sight, OWN)}`),
    byName: async (name) => (await listWhere(db, sql`i.state <> 'decommissioned' and i.name = ${name}`))[0] ?? null,
  };
}

/** Of a service the whole infrastructure is found. */
const OWN = {
  units: (ids: string[]) => sql`i.business_unit_id = any(${ids})`,
  infrastructures: (ids: string[]) => sql`i.id = any(${ids})`,
  services: (ids: string[]) => sql`i.id in (select infrastructure_id from service where id = any(${ids}))`,
};

async function listWhere(db: Db, where: RawBuilder<unknown>): Promise<Infrastructure[]> {
  const { rows } = await sql<Infrastructure>`
    select i.id, i.name, i.business_unit_id as "businessUnit", i.state, i.memory_mb as "memoryMb", i.disk_gb as "diskGb",
      i.vcpu, i.vms, i.until, i.reason, i.host_group as "hostGroup", i.storage_pool as "storagePool",
      ${SERVICES} as services, ${USED} as used, ${UNPROVISIONED} as unprovisioned, ${CHANGE} as change, ${ENDING} as ending
    from infrastructure i
    where ${where}
    order by i.name`.execute(db);
  return rows;
}

const ROLES = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'templates', r.templates, 'network', r.network,
     'max', r.max_vms) order by r.name)
   from service_role r where r.service_id = s.id and r.removed_at is null), '[]')`;

/** The request for a change of it that is not over. */
const CHANGE = sql`(
  select jsonb_build_object('id', r.id, 'state', r.state) from request r
  where r.kind = 'infra change' and not r.is_over and r.details -> 'base' ->> 'id' = i.id)`;

/** The request that winds it up, with the end of its grace. */
const ENDING = sql`(
  select jsonb_build_object('id', r.id, 'state', r.state, 'until', r.deadline_at) from request r where r.id = i.ending_id)`;

export const SERVICES = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'environment', s.environment,
     'memoryMb', s.memory_mb, 'diskGb', s.disk_gb, 'networks', s.networks, 'templates', s.templates,
     'domain', s.domain, 'balancer', s.balancer, 'san', s.san, 'roles', ${ROLES}) order by s.name)
   from service s where s.infrastructure_id = i.id and s.removed_at is null), '[]')`;

/** Services and roles that wait for their provisioning, by their ids. */
export const UNPROVISIONED = sql`coalesce((
  select jsonb_agg(part.id) from (
    select s.id from service s where s.infrastructure_id = i.id and s.removed_at is null and not s.is_provisioned
    union all
    select r.id from service s join service_role r on r.service_id = s.id
    where s.infrastructure_id = i.id and r.removed_at is null and not r.is_provisioned) part), '[]')`;

/** Each machine's share, granted or held, counts for its service, for its role, and for the whole. */
const USED = sql`coalesce(
  (select jsonb_object_agg(u.id, u.amounts)
   from (
     select place.id, jsonb_build_object('memoryMb', sum(a.memory_mb), 'diskGb', sum(a.disk_gb),
       'vcpu', sum(a.vcpu), 'vms', sum(a.vms)) as amounts
     from allocation a
     cross join lateral (values (a.provider_id), (a.service_role_id), (a.infrastructure_id)) place(id)
     where a.infrastructure_id = i.id and a.service_role_id is not null
     group by place.id) u), '{}')`;
