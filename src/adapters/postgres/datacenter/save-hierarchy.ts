/** Saves infrastructures with their share of the datacenter, their services, and the roles of their machines. */
import type { InfrastructurePart } from "../../../domain/datacenter-parts.ts";
import { splitPath } from "../../../domain/datacenter-parts.ts";
import { ownNames } from "./names.ts";
import type { SaveScene } from "./save-scene.ts";

export async function saveHierarchy(scene: SaveScene): Promise<void> {
  const { parts } = scene.change;
  if (parts.infrastructure.size) {
    await saveInfrastructures(scene);
    await saveShares(scene);
  }
  if (parts.service.size) await saveServices(scene);
  if (parts.role.size) await saveRoles(scene);
}

/** New ones can be used at once; an old one that still waits for its provisioning goes on waiting. */
async function saveInfrastructures({ tx, now, change, datacenter, idOf }: SaveScene): Promise<void> {
  const rows = [...change.parts.infrastructure].map(([name, part]) => ({
    ...{
      id: idOf(`infrastructure ${name}`),
      datacenter_id: datacenter,
      business_unit_id: idOf(`business unit ${part.unit}`),
    },
    ...{
      name,
      state: "provisioned" as const,
      usable_at: now,
      memory_mb: part.memoryMb,
      disk_gb: part.diskGb,
      vcpu: part.vcpu,
    },
    ...{
      vms: part.vms,
      until: part.until,
      reason: part.reason,
      host_group: part.hostGroup,
      storage_pool: part.storagePool,
    },
  }));
  await ownNames(tx, datacenter, "infrastructure", rows);
  await tx
    .insertInto("infrastructure")
    .values(rows)
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref }) => ({
        memory_mb: ref("excluded.memory_mb"),
        disk_gb: ref("excluded.disk_gb"),
        vcpu: ref("excluded.vcpu"),
        vms: ref("excluded.vms"),
        until: ref("excluded.until"),
        reason: ref("excluded.reason"),
        host_group: ref("excluded.host_group"),
        storage_pool: ref("excluded.storage_pool"),
      })),
    )
    .execute();
}

/** What each takes of the datacenter now; holds of pending requests stay. */
async function saveShares({ tx, change, datacenter, idOf }: SaveScene): Promise<void> {
  const rows = [...change.parts.infrastructure].map(([name, part]) =>
    shareRow(idOf(`infrastructure ${name}`), datacenter, part),
  );
  const ids = rows.map((row) => row.consumer_id);
  await tx.deleteFrom("allocation").where("consumer_id", "in", ids).where("held_by", "is", null).execute();
  await tx.insertInto("allocation").values(rows).execute();
}

function shareRow(id: string, datacenter: string, { memoryMb, diskGb, vcpu, vms }: InfrastructurePart) {
  return {
    ...{ consumer_id: id, provider_id: datacenter, infrastructure_id: id, service_role_id: null, held_by: null },
    ...{ memory_mb: memoryMb, disk_gb: diskGb, vcpu: vcpu ?? 0, vms: vms ?? 0 },
  };
}

function saveServices({ tx, change, idOf }: SaveScene) {
  const rows = [...change.parts.service].map(([path, { memoryMb, diskGb, ...values }]) => {
    const [infrastructure, name] = splitPath(path);
    const ids = { id: idOf(`service ${path}`), infrastructure_id: idOf(`infrastructure ${infrastructure}`) };
    return { ...ids, name, ...values, memory_mb: memoryMb, disk_gb: diskGb };
  });
  return tx
    .insertInto("service")
    .values(rows)
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref }) => ({
        environment: ref("excluded.environment"),
        memory_mb: ref("excluded.memory_mb"),
        disk_gb: ref("excluded.disk_gb"),
        networks: ref("excluded.networks"),
        templates: ref("excluded.templates"),
        domain: ref("excluded.domain"),
        balancer: ref("excluded.balancer"),
        san: ref("excluded.san"),
      })),
    )
    .execute();
}

function saveRoles({ tx, change, idOf }: SaveScene) {
  const rows = [...change.parts.role].map(([path, { templates, network, max }]) => {
    const [service, name] = splitPath(path);
    return { id: idOf(`role ${path}`), service_id: idOf(`service ${service}`), name, templates, network, max_vms: max };
  });
  return tx
    .insertInto("service_role")
    .values(rows)
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref }) => ({
        templates: ref("excluded.templates"),
        network: ref("excluded.network"),
        max_vms: ref("excluded.max_vms"),
      })),
    )
    .execute();
}
