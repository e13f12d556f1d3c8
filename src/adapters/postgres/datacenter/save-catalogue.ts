/** Saves what a datacenter offers: itself, its resources, rates, templates and hosts. */
import { sql } from "kysely";
import type { HostPart } from "../../../domain/datacenter-parts.ts";
import { parseLimits } from "../../../domain/script-limits.ts";
import type { SaveScene } from "./save-scene.ts";

export async function saveCatalogue(scene: SaveScene): Promise<void> {
  const { parts } = scene.change;
  if (parts.datacenter.size) await saveDatacenter(scene);
  if (parts.resource.size) await saveResources(scene);
  if (parts.rate.size) await saveRates(scene);
  if (parts.template.size) {
    await saveTemplates(scene);
    await savePrices(scene);
  }
  if (parts.host.size) await saveHosts(scene);
}

function saveDatacenter({ tx, now, change, datacenter }: SaveScene) {
  const rows = [...change.parts.datacenter].map(([name, part]) => ({
    ...{ id: datacenter, name, currency: part.currency, time_zone: part.timeZone, created_at: now },
    ...{ request_prefix: part.requestPrefix, approvals_channel: part.approvalsChannel },
    decommission_grace_days: part.decommissionGraceDays,
    ...{ free_extensions: part.freeExtensions, free_extension_days: part.freeExtensionDays },
    snapshots_at_most: part.mostSnapshots,
    ...{ billing: part.billing, stopped_counts: part.stopped, stored_counts: part.stored },
    ...{ keep_samples: part.keepSamples, keep_hours: part.keepHours, keep_days: part.keepDays },
    ...{ idle_percent: part.idlePercent, idle_days: part.idleDays, idle_quiet_days: part.idleQuietDays },
    ...{ idle_cpu_percent: part.idleCpuPercent, idle_cpu_days: part.idleCpuDays },
    ...{ workflows_at_most: part.workflows, light_at_once: part.light, heavy_at_once: part.heavy },
    scripts_at_once: JSON.stringify(parseLimits(part.scripts, Number.MAX_SAFE_INTEGER)),
  }));
  return tx
    .insertInto("datacenter")
    .values(rows)
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref }) => ({
        time_zone: ref("excluded.time_zone"),
        request_prefix: ref("excluded.request_prefix"),
        approvals_channel: ref("excluded.approvals_channel"),
        decommission_grace_days: ref("excluded.decommission_grace_days"),
        free_extensions: ref("excluded.free_extensions"),
        free_extension_days: ref("excluded.free_extension_days"),
        snapshots_at_most: ref("excluded.snapshots_at_most"),
        billing: ref("excluded.billing"),
        stopped_counts: ref("excluded.stopped_counts"),
        stored_counts: ref("excluded.stored_counts"),
        keep_samples: ref("excluded.keep_samples"),
        keep_hours: ref("excluded.keep_hours"),
        keep_days: ref("excluded.keep_days"),
        idle_percent: ref("excluded.idle_percent"),
        idle_days: ref("excluded.idle_days"),
        idle_cpu_percent: ref("excluded.idle_cpu_percent"),
        idle_cpu_days: ref("excluded.idle_cpu_days"),
        idle_quiet_days: ref("excluded.idle_quiet_days"),
        workflows_at_most: ref("excluded.workflows_at_most"),
        light_at_once: ref("excluded.light_at_once"),
        heavy_at_once: ref("excluded.heavy_at_once"),
        scripts_at_once: ref("excluded.scripts_at_once"),
      })),
    )
    .execute();
}

function saveResources({ tx, change, datacenter }: SaveScene) {
  const rows = [...change.parts.resource.keys()].map((path) => {
    const [kind = "", name = ""] = path.split(" ");
    return { datacenter_id: datacenter, kind, name };
  });
  return tx.insertInto("resource").values(rows).execute();
}

function saveRates({ tx, change, datacenter }: SaveScene) {
  const rows = [...change.parts.rate].map(([starts_on, rate]) => ({ ...rate, datacenter_id: datacenter, starts_on }));
  return tx
    .insertInto("rate")
    .values(rows)
    .onConflict((clash) =>
      clash
        .columns(["datacenter_id", "starts_on"])
        .doUpdateSet(({ ref }) => ({ memory: ref("excluded.memory"), storage: ref("excluded.storage") })),
    )
    .execute();
}

function saveTemplates({ tx, now, change, datacenter, idOf }: SaveScene) {
  const rows = [...change.parts.template].map(([name, { vcpu, memoryMb, diskGb, dayPrice, retired }]) => ({
    ...{ id: idOf(`template ${name}`), datacenter_id: datacenter, name, vcpu, memory_mb: memoryMb },
    ...{ disk_gb: diskGb, day_price: dayPrice, retired_at: retired ? now : null },
  }));
  return tx
    .insertInto("template")
    .values(rows)
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref }) => ({
        vcpu: ref("excluded.vcpu"),
        memory_mb: ref("excluded.memory_mb"),
        disk_gb: ref("excluded.disk_gb"),
        day_price: ref("excluded.day_price"),
        retired_at: ref("excluded.retired_at"),
      })),
    )
    .execute();
}

/** What is another price than before holds from today on; of several in one day the last. */
async function savePrices({ tx, now, change, datacenter }: SaveScene): Promise<void> {
  const templates = [...change.parts.template];
  await sql`
    insert into template_price (datacenter_id, template, starts_on, day_price)
    select d.id, n.template, (${now}::timestamptz at time zone d.time_zone)::date, n.day_price
    from datacenter d,
      unnest(${templates.map(([name]) => name)}::text[], ${templates.map(([, { dayPrice }]) => dayPrice)}::numeric[])
        n (template, day_price)
    left join lateral (
      select starts_on, day_price from template_price
      where datacenter_id = ${datacenter} and template = n.template order by starts_on desc limit 1) p on true
    where d.id = ${datacenter} and (p.starts_on is null or p.day_price is distinct from n.day_price)
    on conflict (datacenter_id, template, starts_on) do update set day_price = excluded.day_price`.execute(tx);
}

/** A new generation makes claims that were begun before look again. */
async function saveHosts({ tx, change, datacenter, idOf }: SaveScene): Promise<void> {
  const hosts = [...change.parts.host].map(([name, part]) => ({ id: idOf(`host ${name}`), name, part }));
  await tx
    .insertInto("host")
    .values(
      hosts.map(({ id, name, part }) => ({
        id,
        datacenter_id: datacenter,
        name,
        host_group: part.group,
        state: part.state,
        address: part.address,
      })),
    )
    .onConflict((clash) =>
      clash.column("id").doUpdateSet(({ ref, eb }) => ({
        host_group: ref("excluded.host_group"),
        state: ref("excluded.state"),
        address: ref("excluded.address"),
        generation: eb("host.generation", "+", "1"),
      })),
    )
    .execute();
  await tx
    .insertInto("inventory")
    .values(hosts.flatMap(({ id, part }) => inventoryRows(id, part)))
    .onConflict((clash) =>
      clash.columns(["host_id", "resource_class"]).doUpdateSet(({ ref }) => ({
        total: ref("excluded.total"),
        reserved: ref("excluded.reserved"),
        allocation_ratio: ref("excluded.allocation_ratio"),
      })),
    )
    .execute();
}

function inventoryRows(host_id: string, host: HostPart) {
  const row = (resource_class: string, total: number, reserved: number, allocation_ratio: number) => ({
    ...{ host_id, resource_class, total, reserved, allocation_ratio },
  });
  return [
    row("VCPU", host.vcpu, host.vcpuReserved, host.vcpuRatio),
    row("MEMORY_MB", host.memoryMb, host.memoryMbReserved, host.memoryRatio),
    row("DISK_GB", host.diskGb, host.diskGbReserved, host.diskRatio),
    row("VM_SLOT", host.vms, 0, 1),
  ];
}
