/** Reads what a datacenter offers: itself, its resources, rates, templates and hosts. */
import { sql } from "kysely";
import type {
  DatacenterPart,
  HostPart,
  RatePart,
  ResourcePart,
  TemplatePart,
} from "../../../domain/datacenter-parts.ts";
import { moneyOf, numericOf } from "../../../domain/money.ts";
import type { ResourceClass } from "../../../domain/placement.ts";
import { limitTexts } from "../../../domain/script-limits.ts";
import type { Tx } from "../pool.ts";
import type { Found } from "./found.ts";

export async function readDatacenters(tx: Tx): Promise<Found<DatacenterPart>[]> {
  const rows = await tx.selectFrom("datacenter").selectAll().orderBy("created_at").limit(1).execute();
  return rows.map((row) => ({
    ...{ id: row.id, path: row.name },
    values: {
      ...{ currency: row.currency, timeZone: row.time_zone, requestPrefix: row.request_prefix },
      ...{ approvalsChannel: row.approvals_channel, decommissionGraceDays: row.decommission_grace_days },
      ...{ freeExtensions: row.free_extensions, freeExtensionDays: row.free_extension_days },
      mostSnapshots: row.snapshots_at_most,
      ...{ billing: row.billing, stopped: row.stopped_counts, stored: row.stored_counts },
      ...{ keepSamples: row.keep_samples, keepHours: row.keep_hours, keepDays: row.keep_days },
      ...{ idlePercent: row.idle_percent, idleDays: row.idle_days, idleQuietDays: row.idle_quiet_days },
      ...{ idleCpuPercent: row.idle_cpu_percent, idleCpuDays: row.idle_cpu_days },
      ...{ workflows: row.workflows_at_most },
      ...{ light: row.light_at_once, heavy: row.heavy_at_once, scripts: limitTexts(row.scripts_at_once) },
    },
  }));
}

export async function readResources(tx: Tx): Promise<Found<ResourcePart>[]> {
  const rows = await tx.selectFrom("resource").select(["kind", "name"]).execute();
  return rows.map(({ kind, name }) => ({ id: null, path: `${kind} ${name}`, values: {} }));
}

export async function readRates(tx: Tx): Promise<Found<RatePart>[]> {
  const rows = await tx.selectFrom("rate").select(["starts_on", "memory", "storage"]).execute();
  return rows.map(({ starts_on, memory, storage }) => ({
    ...{ id: null, path: starts_on, values: { memory: allDigits(memory), storage: allDigits(storage) } },
  }));
}

export async function readTemplates(tx: Tx): Promise<Found<TemplatePart>[]> {
  const rows = await tx.selectFrom("template").selectAll().execute();
  return rows.map(({ id, name, vcpu, memory_mb, disk_gb, day_price, retired_at }) => ({
    ...{ id, path: name },
    values: {
      ...{ vcpu, memoryMb: memory_mb, diskGb: disk_gb, retired: retired_at !== null },
      dayPrice: day_price === null ? null : allDigits(day_price),
    },
  }));
}

interface Inventory {
  total: number;
  reserved: number;
  ratio: number;
}

interface HostRow {
  id: string;
  name: string;
  group: string;
  state: HostPart["state"];
  address: string | null;
  inventory: Partial<Record<ResourceClass, Inventory>> | null;
}

export async function readHosts(tx: Tx): Promise<Found<HostPart>[]> {
  const { rows } = await sql<HostRow>`
    select id, name, host_group as "group", state, address,
      (select jsonb_object_agg(resource_class, jsonb_build_object('total', total, 'reserved', reserved, 'ratio', allocation_ratio))
       from inventory where host_id = host.id) as inventory
    from host`.execute(tx);
  return rows.map((row) => ({ id: row.id, path: row.name, values: hostPart(row) }));
}

function hostPart({ group, state, address, inventory }: HostRow): HostPart {
  const of = (kind: ResourceClass) => inventory?.[kind] ?? { total: 0, reserved: 0, ratio: 1 };
  const [vcpu, memory, disk] = [of("VCPU"), of("MEMORY_MB"), of("DISK_GB")];
  return {
    ...{ group, state, address, vms: of("VM_SLOT").total },
    ...{ vcpu: vcpu.total, vcpuReserved: vcpu.reserved, vcpuRatio: vcpu.ratio },
    ...{ memoryMb: memory.total, memoryMbReserved: memory.reserved, memoryRatio: memory.ratio },
    ...{ diskGb: disk.total, diskGbReserved: disk.reserved, diskRatio: disk.ratio },
  };
}

function allDigits(amount: string): string {
  return numericOf(moneyOf(amount));
}
