/** Writes that change infrastructures: exactly the difference, and what is new of it once it is provisioned. */
import { type RawBuilder, sql } from "kysely";
import type { Write } from "../../app/write.ts";
import { newParts } from "../../domain/change.ts";
import type { InfrastructurePlan, ServicePlan } from "../../domain/infrastructure.ts";
import { roleRow, serviceRow } from "./hierarchy-writes.ts";
import { type Fragment, inserting, type WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

/** A decision changes one infrastructure. */
export function changeInfrastructures(scene: WriteScene, writes: Of<"change-infrastructure">[]): Fragment[] {
  return writes.flatMap(({ before, after }) => [
    changedWhole(after),
    ...addedParts(before, after),
    ...changedServices(before, after),
    ...changedRoles(before, after),
    ...removedParts(scene, before, after),
  ]);
}

function changedWhole({ id, memoryMb, diskGb, vcpu, vms }: InfrastructurePlan): Fragment {
  return sql`changed_whole as (
    update infrastructure set memory_mb = ${memoryMb}, disk_gb = ${diskGb}, vcpu = ${vcpu}, vms = ${vms}
    where id = ${id})`;
}

function addedParts(before: InfrastructurePlan, after: InfrastructurePlan): Fragment[] {
  const { services, roles } = newParts(before, after);
  const waiting = { is_provisioned: false };
  const serviceRows = after.services
    .filter(({ id }) => services.includes(id))
    .map((service) => ({ ...serviceRow(after, service), ...waiting }));
  const roleRows = after.services.flatMap((service) =>
    service.roles.filter(({ id }) => roles.includes(id)).map((role) => ({ ...roleRow(service, role), ...waiting })),
  );
  return [
    ...inserting("added_services", "service", serviceRows),
    ...inserting("added_roles", "service_role", roleRows),
  ];
}

function changedServices(before: InfrastructurePlan, after: InfrastructurePlan): Fragment[] {
  const kept = keptIn(before.services, after.services);
  const rows = kept.map((service) => serviceRow(after, service));
  if (rows.length === 0) return [];
  return [
    sql`changed_services as (
      update service set environment = n.environment, memory_mb = n.memory_mb, disk_gb = n.disk_gb,
        networks = n.networks, templates = n.templates, domain = n.domain, balancer = n.balancer, san = n.san
      from ${rowsOf("service", rows)} n where service.id = n.id)`,
  ];
}

function changedRoles(before: InfrastructurePlan, after: InfrastructurePlan): Fragment[] {
  const old = before.services.flatMap(({ roles }) => roles);
  const rows = after.services.flatMap((service) => keptIn(old, service.roles).map((role) => roleRow(service, role)));
  if (rows.length === 0) return [];
  return [
    sql`changed_roles as (
      update service_role set templates = n.templates, network = n.network, max_vms = n.max_vms
      from ${rowsOf("service_role", rows)} n where service_role.id = n.id)`,
  ];
}

/** Their rows stay: machines that were deleted are told of by them. */
function removedParts({ now }: WriteScene, before: InfrastructurePlan, after: InfrastructurePlan): Fragment[] {
  const left = new Set(idsIn(after.services));
  const gone = idsIn(before.services).filter((id) => !left.has(id));
  return gone.length === 0
    ? []
    : [
        sql`removed_services as (update service set removed_at = ${now} where id = any(${gone}::text[]))`,
        sql`removed_roles as (update service_role set removed_at = ${now} where id = any(${gone}::text[]))`,
      ];
}

/** Whatever of it waits is usable from now on; networks that it had keep the names by which it knows them. */
export function provisionParts(_scene: WriteScene, writes: Of<"provision-parts">[]): Fragment[] {
  return writes.flatMap(({ infrastructure, provisioning: { networks } }) => [
    sql`widened as (
      update infrastructure set networks = ${JSON.stringify(networks)}::jsonb || networks where id = ${infrastructure})`,
    sql`provisioned_services as (
      update service set is_provisioned = true where infrastructure_id = ${infrastructure} and not is_provisioned)`,
    sql`provisioned_roles as (
      update service_role r set is_provisioned = true from service s
      where s.id = r.service_id and s.infrastructure_id = ${infrastructure} and not r.is_provisioned)`,
  ]);
}

function keptIn<T extends { id: string }>(before: { id: string }[], after: T[]): T[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => known.has(id));
}

function idsIn(services: ServicePlan[]): string[] {
  return services.flatMap(({ id, roles }) => [id, ...roles.map((role) => role.id)]);
}

function rowsOf(table: "service" | "service_role", rows: object[]): RawBuilder<unknown> {
  return sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
}
