/** The parts that a datacenter file asks for; what it leaves out is taken from what there is, or else from the defaults. */
import { identityText } from "../../domain/actor.ts";
import type { DatacenterPart, Parts } from "../../domain/datacenter-parts.ts";
import { USUAL_IDLE_RULE } from "../../domain/idle-rule.ts";
import { USUAL_BILLING } from "../../domain/ledger/billing.ts";
import { withLimits } from "../../domain/script-limits.ts";
import { USUAL_KEPT_USAGE } from "../../domain/usage.ts";
import { offerIn } from "./offers.ts";
import type { DatacenterFile } from "./shape.ts";

/** The parts that the file names, and no others, with all their values. */
export function wantedParts(file: DatacenterFile, was: Parts): Parts {
  return { ...catalogue(file, was), ...directory(file, was), ...hierarchy(file, was) };
}

/** The kinds of named resources, each with its list in the file. */
export const RESOURCES = [
  ["environment", "environments"],
  ["network", "networks"],
  ["domain", "domains"],
  ["balancer", "balancers"],
  ["san", "sans"],
  ["storage-pool", "storagePools"],
] as const;

function catalogue(
  file: DatacenterFile,
  was: Parts,
): Pick<Parts, "datacenter" | "resource" | "rate" | "template" | "host"> {
  const resources = RESOURCES.flatMap(([kind, list]) => file[list].map((name) => `${kind} ${name}`));
  return {
    datacenter: new Map([[file.name, datacenterPart(file, was)]]),
    resource: new Map(resources.map((path) => [path, {}])),
    rate: new Map(file.rates.map(({ from, memory, storage }) => [from, { memory, storage }])),
    template: named(file.templates, ({ name, vcpu, memory, storage, price, retired }) => ({
      ...{ vcpu, memoryMb: memory, diskGb: storage, retired },
      dayPrice: kept(price, was.template.get(name)?.dayPrice),
    })),
    host: named(file.hosts, (host) => hostPart(host, was)),
  };
}

function datacenterPart(file: DatacenterFile, was: Parts) {
  const before = was.datacenter.get(file.name);
  return {
    ...{ currency: file.currency, timeZone: file.timeZone },
    requestPrefix: file.requestPrefix ?? before?.requestPrefix ?? "REQ",
    approvalsChannel: file.approvalsChannel ?? before?.approvalsChannel ?? "#approvals",
    decommissionGraceDays: file.decommissionGraceDays ?? before?.decommissionGraceDays ?? 7,
    freeExtensions: file.freeExtensions ?? before?.freeExtensions ?? 2,
    freeExtensionDays: file.freeExtensionDays ?? before?.freeExtensionDays ?? 30,
    mostSnapshots: file.mostSnapshots ?? before?.mostSnapshots ?? 5,
    billing: file.billing.words ?? before?.billing ?? USUAL_BILLING.words,
    stopped: file.billing.stopped ?? before?.stopped ?? USUAL_BILLING.stopped,
    stored: file.billing.stored ?? before?.stored ?? USUAL_BILLING.stored,
    keepSamples: file.usage?.samples ?? before?.keepSamples ?? USUAL_KEPT_USAGE.samples,
    keepHours: file.usage?.hours ?? before?.keepHours ?? USUAL_KEPT_USAGE.hours,
    keepDays: file.usage?.days ?? before?.keepDays ?? USUAL_KEPT_USAGE.days,
    ...idlePart(file, before),
    workflows: file.throttle.workflows ?? before?.workflows ?? 1000,
    light: file.throttle.light ?? before?.light ?? 8,
    heavy: file.throttle.heavy ?? before?.heavy ?? 2,
    scripts: withLimits(before?.scripts ?? [], file.throttle.scripts ?? {}),
  };
}

function idlePart({ idle }: DatacenterFile, before: DatacenterPart | undefined) {
  const { reservations, machines, quietDays } = USUAL_IDLE_RULE;
  return {
    idlePercent: idle?.reservations.percent ?? before?.idlePercent ?? reservations.percent,
    idleDays: idle?.reservations.days ?? before?.idleDays ?? reservations.days,
    idleCpuPercent: idle?.machines.percent ?? before?.idleCpuPercent ?? machines.percent,
    idleCpuDays: idle?.machines.days ?? before?.idleCpuDays ?? machines.days,
    idleQuietDays: idle?.quietDays ?? before?.idleQuietDays ?? quietDays,
  };
}

function hostPart(
  { name, group, state, vcpu, memory, storage, vms, address, ratio, reserved }: DatacenterFile["hosts"][number],
  was: Parts,
) {
  const before = was.host.get(name);
  return {
    ...{ group, state: state ?? before?.state ?? "active", vcpu, memoryMb: memory, diskGb: storage, vms },
    address: kept(address, before?.address),
    vcpuRatio: ratio.vcpu ?? before?.vcpuRatio ?? 1,
    memoryRatio: ratio.memory ?? before?.memoryRatio ?? 1,
    diskRatio: ratio.storage ?? before?.diskRatio ?? 1,
    vcpuReserved: reserved.vcpu ?? before?.vcpuReserved ?? 0,
    memoryMbReserved: reserved.memory ?? before?.memoryMbReserved ?? 0,
    diskGbReserved: reserved.storage ?? before?.diskGbReserved ?? 0,
  };
}

function directory(file: DatacenterFile, was: Parts): Pick<Parts, "person" | "identity" | "unit" | "offer" | "member"> {
  const identities = file.people.flatMap(({ name, identities }) =>
    identities.map((one) => [identityText(one), { person: name }] as const),
  );
  const members = file.businessUnits.flatMap((unit) =>
    Object.entries(unit.members).map(
      ([person, roles]) => [`${unit.name}/${person}`, { roles: sorted(roles) }] as const,
    ),
  );
  return {
    person: named(file.people, ({ name, roles }) => ({ roles: sorted(roles ?? was.person.get(name)?.roles ?? []) })),
    identity: new Map(identities),
    unit: named(file.businessUnits, ({ name, costCenter, channel }) => ({
      ...{ costCenter, channel: kept(channel, was.unit.get(name)?.channel) },
    })),
    offer: new Map(file.businessUnits.flatMap((unit) => offerIn(unit, was))),
    member: new Map(members),
  };
}

function hierarchy(file: DatacenterFile, was: Parts): Pick<Parts, "infrastructure" | "service" | "role"> {
  const infrastructures = file.businessUnits.flatMap((unit) =>
    unit.infrastructures.map((item) => ({ ...item, unit: unit.name })),
  );
  const services = infrastructures.flatMap((infrastructure) =>
    infrastructure.services.map((item) => ({ ...item, name: `${infrastructure.name}/${item.name}` })),
  );
  const roles = services.flatMap((service) =>
    service.roles.map((item) => ({ ...item, name: `${service.name}/${item.name}` })),
  );
  return {
    infrastructure: named(infrastructures, (item) => infrastructurePart(item, was, firstGroup(file, was))),
    service: named(services, (item) => servicePart(item, was)),
    role: named(roles, ({ name, templates, max, network }) => ({
      ...{ templates, max: kept(max, was.role.get(name)?.max) },
      network: kept(network, was.role.get(name)?.network),
    })),
  };
}

/** Where an infrastructure goes when the file does not say: to the first host group there is. */
function firstGroup(file: DatacenterFile, was: Parts): string | null {
  return [...was.host.values()][0]?.group ?? file.hosts[0]?.group ?? null;
}

type Infrastructure = DatacenterFile["businessUnits"][number]["infrastructures"][number];

function infrastructurePart(item: Infrastructure & { unit: string }, was: Parts, group: string | null) {
  const before = was.infrastructure.get(item.name);
  return {
    ...{ unit: item.unit, memoryMb: item.memory, diskGb: item.storage, reason: item.reason },
    ...{
      vcpu: kept(item.vcpu, before?.vcpu),
      vms: kept(item.vms, before?.vms),
      until: kept(item.until, before?.until),
    },
    ...{
      hostGroup: kept(item.hosts, before?.hostGroup ?? group),
      storagePool: kept(item.storagePool, before?.storagePool),
    },
  };
}

function servicePart(item: Infrastructure["services"][number], was: Parts) {
  const before = was.service.get(item.name);
  return {
    ...{ environment: item.environment, memoryMb: item.memory, diskGb: item.storage },
    ...{ networks: item.networks ?? before?.networks ?? [], templates: item.templates ?? before?.templates ?? [] },
    ...{ domain: kept(item.domain, before?.domain), balancer: kept(item.balancer, before?.balancer) },
    san: kept(item.san, before?.san),
  };
}

/** What the file says, `null` included; where it says nothing, what there was. */
function kept<T>(given: T | null | undefined, before: T | null | undefined): T | null {
  return given === undefined ? (before ?? null) : given;
}

function sorted(roles: string[]): string[] {
  return [...new Set(roles)].sort();
}

function named<T extends { name: string }, V>(items: T[], valuesOf: (item: T) => V): Map<string, V> {
  return new Map(items.map((item) => [item.name, valuesOf(item)]));
}
