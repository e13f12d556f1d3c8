/** Which host a machine should go to: those with room for it, the emptiest first. */

import type { HostPlace } from "./host.ts";

/** Resource classes, as OpenStack Placement names them; VM_SLOT is the limit of machines per host. */
export const CLASSES = ["VCPU", "MEMORY_MB", "DISK_GB", "VM_SLOT"] as const;

export type ResourceClass = (typeof CLASSES)[number];

export type Resources = Record<ResourceClass, number>;

/** A host with what it can carry (total × ratio − reserved) and what is claimed of it. */
export interface HostRoom extends HostPlace {
  id: string;
  generation: string;
  capacity: Resources;
  claimed: Resources;
}

/** The hosts that have room, best first: the lowest load after the claim, in its scarcest class; then by name. */
export function rank(hosts: HostRoom[], need: Partial<Resources>): HostRoom[] {
  return hosts
    .filter((host) => hasRoom(host, need))
    .map((host) => ({ host, load: loadAfter(host, need) }))
    .sort((a, b) => a.load - b.load || a.host.name.localeCompare(b.host.name))
    .map(({ host }) => host);
}

/** Has this host room for all of it? */
function hasRoom(host: HostRoom, need: Partial<Resources>): boolean {
  return CLASSES.every((kind) => host.claimed[kind] + (need[kind] ?? 0) <= host.capacity[kind]);
}

/** What a machine claims of a host. */
export function needOf(size: { vcpu: number; memoryMb: number; diskGb: number }): Resources {
  return { VCPU: size.vcpu, MEMORY_MB: size.memoryMb, DISK_GB: size.diskGb, VM_SLOT: 1 };
}

/** What a stored machine keeps: its disk and its place; memory and processors are free for others. */
export const STORED_CLASSES: readonly ResourceClass[] = ["DISK_GB", "VM_SLOT"];

function loadAfter(host: HostRoom, need: Partial<Resources>): number {
  return Math.max(
    ...CLASSES.map((kind) => (host.claimed[kind] + (need[kind] ?? 0)) / Math.max(1, host.capacity[kind])),
  );
}
