/** Writes that found business units and infrastructures, and take them back. */
import type { Write } from "../../app/write.ts";
import type { InfrastructurePlan, ServicePlan } from "../../domain/infrastructure.ts";
import type { WriteScene } from "./write-scene.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

export async function foundUnit({ tx, request, now }: WriteScene, unit: Of<"found-unit">): Promise<void> {
  const { id, name, costCenter, channel, admin } = unit;
  const datacenter_id = request.datacenter;
  await tx
    .insertInto("business_unit")
    .values({ id, datacenter_id, name, cost_center: costCenter, channel, created_at: now })
    .execute();
  await tx
    .insertInto("role_grant")
    .values({ datacenter_id, person_id: admin, role: "bu-admin", business_unit_id: id })
    .execute();
}

export async function grantInfrastructure(scene: WriteScene, write: Of<"grant-infrastructure">): Promise<void> {
  const { tx, request } = scene;
  const { id, name, memoryMb, diskGb, vcpu, vms, until, reason, services } = write.plan;
  await tx
    .insertInto("infrastructure")
    .values({
      ...{ id, name, vcpu, vms, until, reason, memory_mb: memoryMb, disk_gb: diskGb },
      ...{ datacenter_id: request.datacenter, business_unit_id: write.businessUnit, state: "approved" },
      ...{ host_group: null, storage_pool: null, usable_at: null },
    })
    .execute();
  if (services.length === 0) return;
  await tx
    .insertInto("service")
    .values(services.map((service) => serviceRow(write.plan, service)))
    .execute();
  const roles = services.flatMap((service) => service.roles.map((role) => roleRow(service, role)));
  if (roles.length) await tx.insertInto("service_role").values(roles).execute();
}

export function takeBackInfrastructure({ tx }: WriteScene, { id }: Of<"take-back-infrastructure">): Promise<unknown> {
  return tx.deleteFrom("infrastructure").where("id", "=", id).execute();
}

export function provisionInfrastructure(
  { tx, now }: WriteScene,
  write: Of<"provision-infrastructure">,
): Promise<unknown> {
  const { hostGroup, storagePool, networks } = write.provisioning;
  return tx
    .updateTable("infrastructure")
    .set({
      ...{ state: "provisioned", host_group: hostGroup, storage_pool: storagePool },
      ...{ networks: JSON.stringify(networks), usable_at: now },
    })
    .where("id", "=", write.id)
    .execute();
}

function serviceRow(plan: InfrastructurePlan, service: ServicePlan) {
  const { id, name, environment, memoryMb, diskGb, networks, templates, domain, balancer, san } = service;
  return {
    ...{ id, name, environment, networks, templates, domain, balancer, san, infrastructure_id: plan.id },
    ...{ memory_mb: memoryMb, disk_gb: diskGb },
  };
}

function roleRow(service: ServicePlan, { id, name, templates, network, max }: ServicePlan["roles"][number]) {
  return { id, name, templates, network, service_id: service.id, max_vms: max };
}
