/** A datacenter taken apart: each part under the path by which people know it, with its values and nothing else. */

import type { RolePlan, ServicePlan } from "./infrastructure.ts";
import type { BillingWord, CountedPart } from "./ledger/billing.ts";
import type { Offer } from "./offer.ts";

export interface Parts {
  /** By name; there is at most one. */
  datacenter: Map<string, DatacenterPart>;
  /** By kind and name: `network prod-net`. */
  resource: Map<string, ResourcePart>;
  /** By the day from which it is in force. */
  rate: Map<string, RatePart>;
  template: Map<string, TemplatePart>;
  host: Map<string, HostPart>;
  person: Map<string, PersonPart>;
  /** By platform, tenant and user: `slack/T01/U01`. */
  identity: Map<string, IdentityPart>;
  unit: Map<string, UnitPart>;
  /** What a business unit is offered, by its name. */
  offer: Map<string, Offer>;
  /** By business unit and person: `retail/ana`. */
  member: Map<string, PersonPart>;
  infrastructure: Map<string, InfrastructurePart>;
  /** `shop/web` */
  service: Map<string, ServicePart>;
  /** `shop/web/front` */
  role: Map<string, RolePart>;
}

export type Kind = keyof Parts;

/** In an order in which each part comes after those it belongs to, with what people call one. */
const KIND_NAMES: Record<Kind, string> = {
  datacenter: "datacenter",
  resource: "",
  rate: "rate",
  template: "template",
  host: "host",
  person: "person",
  identity: "identity",
  unit: "business unit",
  offer: "offer to",
  member: "member",
  infrastructure: "infrastructure",
  service: "service",
  role: "role",
};

export const KINDS = Object.keys(KIND_NAMES).filter((kind): kind is Kind => kind in KIND_NAMES);

/** These parts, and none of the kinds that are left out. */
export function partsOf(some: Partial<Parts>): Parts {
  return {
    datacenter: some.datacenter ?? new Map(),
    resource: some.resource ?? new Map(),
    rate: some.rate ?? new Map(),
    template: some.template ?? new Map(),
    host: some.host ?? new Map(),
    person: some.person ?? new Map(),
    identity: some.identity ?? new Map(),
    unit: some.unit ?? new Map(),
    offer: some.offer ?? new Map(),
    member: some.member ?? new Map(),
    infrastructure: some.infrastructure ?? new Map(),
    service: some.service ?? new Map(),
    role: some.role ?? new Map(),
  };
}

/** How a part is called in a sentence: `host h1`, `network prod-net`. */
export function partName(kind: Kind, path: string): string {
  return `${KIND_NAMES[kind]} ${path}`.trim();
}

/** The path of what this part belongs to, and its own name: `shop/web` and `front`. */
export function splitPath(path: string): [string, string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}

// Types and not interfaces, because only they can also be read as plain records of values.

export type DatacenterPart = {
  currency: string;
  timeZone: string;
  requestPrefix: string;
  approvalsChannel: string;
  /** Days between stopping the machines of what is decommissioned and deleting them. */
  decommissionGraceDays: number;
  /** How often a machine gets another last day without being asked about, by how many days each time at most. */
  freeExtensions: number;
  freeExtensionDays: number;
  /** How many snapshots there may be of a machine. */
  mostSnapshots: number;
  /** What reports call it, and what counts of machines that are stopped and stored. */
  billing: BillingWord;
  stopped: CountedPart;
  stored: CountedPart;
  /** For how many days measurements are kept: each look, hours, and days. */
  keepSamples: number;
  keepHours: number;
  keepDays: number;
  /** What counts as idle of reservations and of machines, in percent and for so many days; and days until it is asked again. */
  idlePercent: number;
  idleDays: number;
  idleCpuPercent: number;
  idleCpuDays: number;
  idleQuietDays: number;
  workflows: number;
  light: number;
  heavy: number;
  /** How many scripts of a type run at once, where somebody said so: `node=4`. */
  scripts: string[];
};

export type ResourcePart = Record<string, never>;

/** Per GB and day, as decimal texts. */
export type RatePart = { memory: string; storage: string };

export type TemplatePart = {
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  /** A decimal text; null: priced from its size. */
  dayPrice: string | null;
  retired: boolean;
};

export type HostPart = {
  group: string;
  state: "active" | "draining";
  /** What its pack reaches it by, for libvirt a URI; null where the pack needs none. */
  address: string | null;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  vms: number;
  vcpuRatio: number;
  memoryRatio: number;
  diskRatio: number;
  vcpuReserved: number;
  memoryMbReserved: number;
  diskGbReserved: number;
};

/** Roles held everywhere, or in one business unit; sorted. */
export type PersonPart = { roles: string[] };

export type IdentityPart = { person: string };

export type UnitPart = { costCenter: string; channel: string | null };

export type InfrastructurePart = {
  unit: string;
  memoryMb: number;
  diskGb: number;
  vcpu: number | null;
  vms: number | null;
  until: string | null;
  reason: string;
  hostGroup: string | null;
  storagePool: string | null;
};

export type ServicePart = Omit<ServicePlan, "id" | "name" | "roles">;

export type RolePart = Omit<RolePlan, "id" | "name">;
