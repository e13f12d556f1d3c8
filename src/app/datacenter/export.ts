/** A datacenter as the file that describes it: applied again, it changes nothing. */
import type { DatacenterPart, Parts } from "../../domain/datacenter-parts.ts";
import { plainAmount } from "../../domain/money.ts";
import { Refusal } from "../../domain/refusal.ts";
import { exportUnits } from "./export-units.ts";
import { memory, sorted, storage } from "./export-words.ts";
import type { CurrentDatacenter } from "./port.ts";
import { IdentityText, PersonName } from "./scalars.ts";
import { RESOURCES } from "./wanted.ts";

/** What a file can say of it, in an order of its own; and the people of whom it can say nothing. */
export interface Exported {
  name: string;
  document: Record<string, unknown>;
  leftOut: string[];
}

/**
 * Everything is said, also that there is none of something, so that the file brings back what it describes. Throws a
 * Refusal where there is no datacenter yet.
 */
export function exportDatacenter({ parts, sharedNames }: CurrentDatacenter): Exported {
  const [[name, own] = noDatacenter()] = parts.datacenter;
  const people = peopleIn(parts, new Set(sharedNames));
  const { currency, timeZone, requestPrefix, approvalsChannel, decommissionGraceDays } = own;
  const { freeExtensions, freeExtensionDays, mostSnapshots, workflows, light, heavy } = own;
  const document = {
    ...{ name, currency, timeZone, requestPrefix, approvalsChannel, decommissionGraceDays },
    ...{ freeExtensions, freeExtensionDays, mostSnapshots },
    billing: { words: own.billing, stopped: own.stopped, stored: own.stored },
    usage: { samples: own.keepSamples, hours: own.keepHours, days: own.keepDays },
    idle: idleOf(own),
    throttle: { workflows, light, heavy, scripts: scriptsOf(own.scripts) },
    rates: sorted(parts.rate).map(([from, rate]) => ({
      from,
      memory: plainAmount(rate.memory),
      storage: plainAmount(rate.storage),
    })),
    ...resourcesOf(parts),
    hosts: hostsOf(parts),
    templates: templatesOf(parts),
    people: people.said.map((person) => personOf(person, parts)),
    businessUnits: exportUnits(parts, new Set(people.said)),
  };
  return { name, document, leftOut: people.leftOut };
}

function noDatacenter(): never {
  throw new Refusal("wrong-state", "there is no datacenter yet", "an admin describes one: dc apply FILE");
}

/** A name that several people bear says nobody, and the calendar is nobody. */
function peopleIn(parts: Parts, shared: Set<string>) {
  const names = sorted(parts.person).map(([name]) => name);
  const ours = new Set([...parts.identity].flatMap(([path, { person }]) => (path.startsWith(OURS) ? [person] : [])));
  const people = names.filter((name) => !ours.has(name));
  const isSaid = (name: string) => !shared.has(name) && PersonName.safeParse(name).success;
  return { said: people.filter(isSaid), leftOut: people.filter((name) => !isSaid(name)) };
}

/** What acts of itself has an identity of this platform. */
const OURS = "system/";

function personOf(name: string, parts: Parts) {
  const identities = sorted(parts.identity).filter(([path, { person }]) => person === name && isSayable(path));
  return { name, identities: identities.map(([path]) => path), roles: parts.person.get(name)?.roles ?? [] };
}

function isSayable(identity: string): boolean {
  return IdentityText.safeParse(identity).success;
}

function idleOf({ idlePercent, idleDays, idleCpuPercent, idleCpuDays, idleQuietDays }: DatacenterPart) {
  return {
    reservations: { percent: idlePercent, days: idleDays },
    machines: { percent: idleCpuPercent, days: idleCpuDays },
    quietDays: idleQuietDays,
  };
}

/** `node=4` is 4 of `node`. */
function scriptsOf(limits: string[]): Record<string, number> {
  return Object.fromEntries(limits.map((limit) => limit.split("=")).map(([type = "", most]) => [type, Number(most)]));
}

function resourcesOf({ resource }: Parts): Record<string, string[]> {
  const paths = sorted(resource).map(([path]) => path);
  return Object.fromEntries(
    RESOURCES.map(([kind, list]) => [
      list,
      paths.filter((path) => path.startsWith(`${kind} `)).map((path) => path.slice(kind.length + 1)),
    ]),
  );
}

function hostsOf({ host }: Parts) {
  return sorted(host).map(([name, one]) => ({
    ...{ name, group: one.group, state: one.state, vcpu: one.vcpu },
    ...{ memory: memory(one.memoryMb), storage: storage(one.diskGb), vms: one.vms, address: one.address },
    ratio: { vcpu: one.vcpuRatio, memory: one.memoryRatio, storage: one.diskRatio },
    reserved: { vcpu: one.vcpuReserved, memory: memory(one.memoryMbReserved), storage: storage(one.diskGbReserved) },
  }));
}

function templatesOf({ template }: Parts) {
  return sorted(template).map(([name, { vcpu, memoryMb, diskGb, dayPrice, retired }]) => ({
    ...{ name, vcpu, memory: memory(memoryMb), storage: storage(diskGb) },
    ...{ price: dayPrice === null ? null : plainAmount(dayPrice), retired },
  }));
}
