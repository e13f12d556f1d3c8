/** What hosts carry, and that they go on carrying what is claimed of them. */
import type { HostLine } from "../../cards/datacenter-lists.ts";
import { type Amounts, amountText, MEASURE_NAMES, MEASURES, NOTHING, plus } from "../../domain/amount.ts";
import type { HostPart, Parts } from "../../domain/datacenter-parts.ts";
import { CLASSES, type ResourceClass, type Resources } from "../../domain/placement.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { CurrentDatacenter } from "./port.ts";

const MEASURE_OF: Record<ResourceClass, keyof Amounts> = {
  VCPU: "vcpu",
  MEMORY_MB: "memoryMb",
  DISK_GB: "diskGb",
  VM_SLOT: "vms",
};

/** What all active hosts carry together. */
export function capacityOf(hosts: Map<string, HostPart>): Amounts {
  const active = [...hosts.values()].filter(({ state }) => state === "active");
  return active.map(roomOf).reduce((sum, room) => plus(sum, amountsOf(room)), NOTHING);
}

/**
 * Refuses hosts that would carry less than what is granted and held, `taken`. What was overdrawn already may stay so,
 * and a host may always be drained: that is how a broken one is emptied.
 */
export function requireCarried(after: Map<string, HostPart>, before: Map<string, HostPart>, taken: Amounts): void {
  const staying = new Map([...before].filter(([name]) => after.get(name)?.state !== "draining"));
  const [had, limit] = [capacityOf(staying), capacityOf(after)];
  const measure = MEASURES.find((one) => limit[one] < had[one] && limit[one] < taken[one]);
  if (!measure) return;
  const sentence = `${amountOf(measure, taken[measure])} are granted or held, and the hosts would have`;
  throw new Refusal("in-use", `${sentence} ${amountText(measure, limit[measure])}`, "free some of it first");
}

/** Every host by name, with what it carries and what machines claim of it. */
export function hostLines({ parts, claimed }: CurrentDatacenter): HostLine[] {
  const byName = [...parts.host].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return byName.map(([name, host]) => {
    const claims = claimed.get(name);
    const { group, state, address } = host;
    return {
      name,
      group,
      state,
      address,
      room: amountsOf(roomOf(host)),
      claimed: claims ? amountsOf(claims) : NOTHING,
    };
  });
}

/** What one host carries: total × ratio − reserved. */
function roomOf(host: HostPart): Resources {
  return {
    VCPU: overbooked(host.vcpu, host.vcpuRatio) - host.vcpuReserved,
    MEMORY_MB: overbooked(host.memoryMb, host.memoryRatio) - host.memoryMbReserved,
    DISK_GB: overbooked(host.diskGb, host.diskRatio) - host.diskGbReserved,
    VM_SLOT: host.vms,
  };
}

/** Refuses a host that would carry less than what machines claim of it. */
export function requireClaims({ host }: Parts, { claimed }: CurrentDatacenter): void {
  for (const [name, after] of host) {
    const claims = claimed.get(name);
    const room = roomOf(after);
    const short = CLASSES.find((kind) => (claims?.[kind] ?? 0) > room[kind]);
    if (!short) continue;
    const measure = MEASURE_OF[short];
    const sentence = `the machines on ${name} use ${amountOf(measure, claims?.[short] ?? 0)}`;
    const rest = amountText(measure, room[short]);
    throw new Refusal("in-use", `${sentence}, and it would have ${rest}`, "move or delete some of them first");
  }
}

/** An amount with what it is of, where its unit does not say it: `8 GB of memory`, `3 VMs`. */
export function amountOf(measure: keyof Amounts, amount: number): string {
  const of = measure === "memoryMb" || measure === "diskGb" ? ` of ${MEASURE_NAMES[measure]}` : "";
  return `${amountText(measure, amount)}${of}`;
}

/** Ratios have three decimals; in thousandths nothing is lost to floating point. */
function overbooked(total: number, ratio: number): number {
  return Math.floor((total * Math.round(ratio * 1000)) / 1000);
}

function amountsOf(room: Resources): Amounts {
  return { vcpu: room.VCPU, memoryMb: room.MEMORY_MB, diskGb: room.DISK_GB, vms: room.VM_SLOT };
}
