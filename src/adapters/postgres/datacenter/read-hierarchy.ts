/** Reads infrastructures, their services, and the roles of their machines. */
import { sql } from "kysely";
import type { InfrastructurePart, RolePart, ServicePart } from "../../../domain/datacenter-parts.ts";
import type { Tx } from "../pool.ts";
import type { Found } from "./found.ts";

export async function readInfrastructures(tx: Tx): Promise<Found<InfrastructurePart>[]> {
  const { rows } = await sql<{ id: string; path: string } & InfrastructurePart>`
    select i.id, i.name as path, u.name as unit, i.memory_mb as "memoryMb", i.disk_gb as "diskGb", i.vcpu, i.vms,
      i.until, i.reason, i.host_group as "hostGroup", i.storage_pool as "storagePool"
    from infrastructure i join business_unit u on u.id = i.business_unit_id
    where i.state <> 'decommissioned'`.execute(tx);
  return rows.map(({ id, path, ...values }) => ({ id, path, values }));
}

export async function readServices(tx: Tx): Promise<Found<ServicePart>[]> {
  const { rows } = await sql<{ id: string; path: string } & ServicePart>`
    select s.id, i.name || '/' || s.name as path, s.environment, s.memory_mb as "memoryMb", s.disk_gb as "diskGb",
      s.networks, s.templates, s.domain, s.balancer, s.san
    from service s join infrastructure i on i.id = s.infrastructure_id
    where i.state <> 'decommissioned' and s.removed_at is null`.execute(tx);
  return rows.map(({ id, path, ...values }) => ({ id, path, values }));
}

export async function readRoles(tx: Tx): Promise<Found<RolePart>[]> {
  const { rows } = await sql<{ id: string; path: string } & RolePart>`
    select r.id, i.name || '/' || s.name || '/' || r.name as path, r.templates, r.max_vms as max, r.network
    from service_role r join service s on s.id = r.service_id join infrastructure i on i.id = s.infrastructure_id
    where i.state <> 'decommissioned' and r.removed_at is null`.execute(tx);
  return rows.map(({ id, path, ...values }) => ({ id, path, values }));
}
