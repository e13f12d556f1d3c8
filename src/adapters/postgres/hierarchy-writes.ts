/** Writes that found business units and infrastructures, and take them back. */
import { sql } from "kysely";
import type { Write } from "../../app/write.ts";
import type { InfrastructurePlan, ServicePlan } from "../../domain/infrastructure.ts";
import { type Fragment, inserting, type WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

export function foundUnits({ request, now }: WriteScene, units: Of<"found-unit">[]): Fragment[] {
  const datacenter_id = request.datacenter;
  const rows = units.map(({ id, name, costCenter, channel }) => {
    return { id, datacenter_id, name, cost_center: costCenter, channel, created_at: now };
  });
  const grants = units.map(({ id, admin }) => {
    return { datacenter_id, person_id: admin, role: "bu-admin", business_unit_id: id };
  });
  return [...inserting("founded", "business_unit", rows), ...inserting("first_admins", "role_grant", grants)];
}

export function grantInfrastructures({ request }: WriteScene, writes: Of<"grant-infrastructure">[]): Fragment[] {
  const rows = writes.map(({ plan: { id, name, memoryMb, diskGb, vcpu, vms, until, reason }, businessUnit }) => ({
    ...{ id, name, vcpu, vms, until, reason, memory_mb: memoryMb, disk_gb: diskGb },
    ...{ datacenter_id: request.datacenter, business_unit_id: businessUnit, state: "approved" },
  }));
  const services = writes.flatMap(({ plan }) => plan.services.map((service) => ({ plan, service })));
  const roles = services.flatMap(({ service }) => service.roles.map((role) => roleRow(service, role)));
  return [
    ...inserting("granted_infrastructures", "infrastructure", rows),
    ...inserting(
      "granted_services",
      "service",
      services.map(({ plan, service }) => serviceRow(plan, service)),
    ),
    ...inserting("granted_roles", "service_role", roles),
  ];
}

export function takeBackInfrastructures(_scene: WriteScene, writes: Of<"take-back-infrastructure">[]): Fragment[] {
  return [sql`taken_back as (delete from infrastructure where id = any(${writes.map(({ id }) => id)}::text[]))`];
}

export function provisionInfrastructures({ now }: WriteScene, writes: Of<"provision-infrastructure">[]): Fragment[] {
  return writes.map(({ id, provisioning: { hostGroup, storagePool, networks } }, n) => {
    return sql`${sql.ref(`provisioned_${n}`)} as (
      update infrastructure set state = 'provisioned', host_group = ${hostGroup}, storage_pool = ${storagePool},
        networks = ${JSON.stringify(networks)}::jsonb, usable_at = ${now}
      where id = ${id})`;
  });
}

export function serviceRow(plan: InfrastructurePlan, service: ServicePlan) {
  const { id, name, environment, memoryMb, diskGb, networks, templates, domain, balancer, san } = service;
  return {
    ...{ id, name, environment, networks, templates, domain, balancer, san, infrastructure_id: plan.id },
    ...{ memory_mb: memoryMb, disk_gb: diskGb },
  };
}

export function roleRow(service: ServicePlan, { id, name, templates, network, max }: ServicePlan["roles"][number]) {
  return { id, name, templates, network, service_id: service.id, max_vms: max };
}
