/** Reads who uses what the datacenter offers: what exists, and what open requests ask for. */
import { sql } from "kysely";
import type { Tx } from "../pool.ts";

/** The users of each part by its name, `network prod-net`; `host group general` is one, too. */
export async function readUsers(tx: Tx): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ part: string; users: string[] }>`
    with ${SERVICE_USE}, ${ROLE_USE}, ${INFRASTRUCTURE_USE}, ${OFFER_USE}, ${UNIT_USE}, ${ALL_USE}
    select part, array_agg(used_by order by used_by) as users from used where part is not null group by part`.execute(
    tx,
  );
  return new Map(rows.map(({ part, users }) => [part, users]));
}

const SERVICE_USE = sql`service_use as (
  select 'service ' || i.name || '/' || s.name as used_by, s.environment, s.domain, s.balancer, s.san, s.networks, s.templates
  from service s join infrastructure i on i.id = s.infrastructure_id
  where i.state <> 'decommissioned' and s.removed_at is null
  union all
  select r.id, s.environment, s.domain, s.balancer, s.san, s.networks, s.templates
  from request r, jsonb_to_recordset(r.details->'plan'->'services') as s(environment text, domain text, balancer text,
    san text, networks text[], templates text[])
  where not r.is_over)`;

const ROLE_USE = sql`role_use as (
  select 'role ' || i.name || '/' || s.name || '/' || r.name as used_by, r.network, r.templates
  from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
  where i.state <> 'decommissioned' and r.removed_at is null
  union all
  select q.id, r.network, r.templates
  from request q, jsonb_array_elements(q.details->'plan'->'services') s,
    jsonb_to_recordset(s->'roles') as r(network text, templates text[])
  where not q.is_over)`;

/** `networks` are ours by the names that the infrastructure knows them by. */
const INFRASTRUCTURE_USE = sql`infrastructure_use as (
  select 'infrastructure ' || name as used_by, host_group, storage_pool, networks from infrastructure
  where state <> 'decommissioned'
  union all
  select id, details->'provisioning'->>'hostGroup', details->'provisioning'->>'storagePool', details->'provisioning'->'networks'
  from request where not is_over and jsonb_typeof(details->'provisioning') = 'object')`;

const OFFER_USE = sql`offer_use as (
  select 'offer to ' || u.name as used_by, o.* from offer o join business_unit u on u.id = o.business_unit_id)`;

/** What keeps a business unit from being closed. */
const UNIT_USE = sql`unit_use as (
  select business_unit_id as unit, 'infrastructure ' || name as used_by from infrastructure
  where state <> 'decommissioned'
  union all select business_unit_id, 'machine ' || name from vm where deleted_at is null
  union all select business_unit_id, id from request where not is_over)`;

const ALL_USE = sql`used(part, used_by) as (
  select 'environment ' || environment, used_by from service_use
  union select 'domain ' || domain, used_by from service_use
  union select 'balancer ' || balancer, used_by from service_use
  union select 'san ' || san, used_by from service_use
  union select 'network ' || unnest(networks), used_by from service_use
  union select 'network ' || network, used_by from role_use
  union select 'network ' || ours.value, used_by from infrastructure_use, jsonb_each_text(networks) ours
  union select 'storage-pool ' || storage_pool, used_by from infrastructure_use
  union select 'host group ' || host_group, used_by from infrastructure_use
  union select 'template ' || unnest(templates), used_by from service_use
  union select 'template ' || unnest(templates), used_by from role_use
  union select 'template ' || template, 'machine ' || name from vm where deleted_at is null
  union select 'template ' || (details->>'template'), id from request where not is_over
  union select 'environment ' || unnest(environments), used_by from offer_use
  union select 'network ' || unnest(networks), used_by from offer_use
  union select 'template ' || unnest(templates), used_by from offer_use
  union select 'business unit ' || u.name, x.used_by
    from unit_use x join business_unit u on u.id = x.unit where u.closed_at is null
  union select 'host ' || h.name, 'machine ' || v.name from vm v join host h on h.id = v.host_id where v.deleted_at is null
  union select 'host ' || h.name, 'machine ' || coalesce(v.name, c.consumer_id)
    from claim c join host h on h.id = c.host_id left join vm v on v.id = c.consumer_id)`;
