/** What the use cases and commands read: small ports, one for each thing that people ask about. */
import type { RequestView, SaidView } from "../cards/request-view.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import type { Amounts } from "../domain/amount.ts";
import type { InfrastructurePlan, InfrastructureState } from "../domain/infrastructure.ts";
import type { Offered } from "../domain/offer.ts";
import type { Where } from "../domain/permission.ts";
import type { Rate } from "../domain/price.ts";
import type { Tally } from "../domain/quota.ts";
import type { Permission } from "../domain/roles.ts";
import type { Sight } from "../domain/sight.ts";
import type { Machine } from "../domain/vm.ts";

/** Who is who. */
export interface Directory {
  find(identity: Identity): Promise<Actor | null>;
  /** Known is who holds a role, or has a request of their own that is not over. */
  isKnown(actor: Actor): Promise<boolean>;
  /** The person behind an identity, entered under this name when nobody is known by it. Returns the person's id. */
  enter(identity: Identity, name: string): Promise<string>;
  /** Calls a person who was known by an id alone by this name; returns it as it is kept. */
  name(actor: Actor, name: string): Promise<string>;
  /** By what a person is known, on every platform. */
  identitiesOf(person: string): Promise<Identity[]>;
}

export interface Member {
  person: string;
  name: string;
  role: string;
  /** The infrastructure or service that the role is held in, `shop/web`; null: all of the business unit or datacenter. */
  on: string | null;
  identities: string[];
}

/** Who holds which role where. */
export interface Roles {
  /** Who holds roles in a business unit or a part of it; in the datacenter as a whole when null. */
  members(businessUnit: string | null): Promise<Member[]>;
  /**
   * Gives a role; false when it was held already. Throws a Refusal: `forbidden` when `by` may not give it there at
   * this moment, `not-found` when there is no such role (any more).
   */
  grant(person: string, role: string, where: Where, by: Actor): Promise<boolean>;
  /** Takes a role; false when it was not held. Throws `forbidden` as `grant` does, and `in-use` for the datacenter's last admin. */
  revoke(person: string, role: string, where: Where, by: Actor): Promise<boolean>;
}

/** A role that people can hold. */
export interface RoleRow {
  name: string;
  can: Permission[];
  isBuiltIn: boolean;
  /** How many people hold it somewhere. */
  holders: number;
}

/** The roles that there are. */
export interface RoleBook {
  /** The built-in ones first, then by name. */
  all(): Promise<RoleRow[]>;
  /**
   * Makes a role, or changes what it can, for all who hold it at once; what it could before, null for a new one.
   * Throws a Refusal: `duplicate` for a built-in one, `forbidden` when `by` would give what they do not have.
   */
  define(name: string, can: Permission[], by: Actor): Promise<Permission[] | null>;
  /** Throws a Refusal: `not-found`, `forbidden`, or `in-use` while it is built in, held by somebody, or asked by the policy. */
  remove(name: string, by: Actor): Promise<void>;
}

export interface Unit {
  id: string;
  name: string;
  costCenter: string;
  channel: string | null;
}

export interface Units {
  /** By name; closed ones are not among them. */
  all(): Promise<Unit[]>;
}

/** What a business unit may choose from, and what its infrastructures take of its ceilings. */
export interface UnitOffer extends Offered {
  ceiling: Tally;
}

export interface Offers {
  /** By the unit's id; null when there is none, or it is closed. */
  to(unit: string): Promise<UnitOffer | null>;
}

export const RESOURCE_KINDS = ["environment", "network", "domain", "balancer", "san", "storage-pool"] as const;

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

export interface Template {
  name: string;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  dayPrice: string | null;
}

/** What is set for the datacenter as a whole. */
export interface DatacenterSettings {
  id: string;
  name: string;
  currency: string;
  timeZone: string;
  approvalsChannel: string;
  /** Days between stopping and deleting what is decommissioned. */
  graceDays: number;
  throttle: { workflows: number; light: number; heavy: number };
}

/** The datacenter as a whole: what it is, what it offers, at which prices. */
export interface DatacenterFacts extends DatacenterSettings {
  /** What the ids of new requests begin with: `REQ`. */
  requestPrefix: string;
  resources: Record<ResourceKind, string[]>;
  templates: Template[];
  hostGroups: string[];
  /** The rate in force; null when there is none. */
  rate: Rate | null;
  capacity: Tally;
}

export interface Datacenters {
  /** Is there a datacenter yet? */
  exist(): Promise<boolean>;
  /** Its own row alone; a Refusal when there is no datacenter, as with `facts`. */
  settings(): Promise<DatacenterSettings>;
  facts(): Promise<DatacenterFacts>;
}

/** An infrastructure that exists, with what is used of it. */
export interface Infrastructure extends InfrastructurePlan {
  businessUnit: string;
  state: InfrastructureState;
  hostGroup: string | null;
  storagePool: string | null;
  /** Services and roles that are not provisioned yet, by their ids. */
  unprovisioned: string[];
  /** The request for a change of it that is not over. */
  change: { id: string; state: string } | null;
  /** The request that winds it up; `until` is the end of its grace, as ISO 8601 has it. */
  ending: { id: string; state: string; until: string | null } | null;
  /** What machines take, by the id of a service and of a role. */
  used: Record<string, Amounts>;
  /** Are only some of its services here, because no more is seen? */
  isPart?: boolean;
}

export interface Infrastructures {
  /** Those in which something is seen. */
  list(sight: Sight): Promise<Infrastructure[]>;
  byName(name: string): Promise<Infrastructure | null>;
}

/** A machine with where it belongs, as people read it. */
export interface Vm extends Machine {
  businessUnit: string;
  /** `shop/web/front` */
  path: string;
  template: string;
  address: string | null;
  host: string | null;
  dayPrice: string;
  until: string | null;
  requester: string;
}

export interface VmFilter extends Sight {
  /** A path or the beginning of one. */
  on?: string;
  state?: string;
}

export interface Vms {
  /** By name, as people count: `b-2` before `b-10`. */
  list(filter: VmFilter): Promise<Vm[]>;
  byName(name: string): Promise<Vm | null>;
}

export interface RequestFilter extends Sight {
  requester?: string;
  /** Only those that wait for a decision. */
  waiting?: boolean;
  most: number;
}

export interface RequestViews {
  /** Everything its card shows; null when there is no such request. */
  view(id: string): Promise<RequestView | null>;
  /** The newest first. */
  list(filter: RequestFilter): Promise<RequestView[]>;
  /** The id of the request in which an infrastructure is planned or changed, else of the newest there was; null without. */
  ofInfrastructure(name: string): Promise<string | null>;
  /** What the scripts of its jobs said, in the order of their tasks; of each job's newest workflow. */
  said(id: string): Promise<SaidView[]>;
  /** Ids of the requests that wait for room in the engine, the oldest first. */
  waiting(): Promise<string[]>;
}

/** The audit log, as people and rules write and read it. */
export interface AuditLog {
  note(entry: AuditNote): Promise<void>;
  /** The newest first. `subject` is what entries are about: a name, or what the requests are about that they are about. */
  list(filter: { subject?: string; person?: string; most: number }): Promise<AuditEntry[]>;
}

/** The chain that seals the audit log. */
export interface AuditChain {
  /** Seals what is not sealed yet; returns how many. */
  seal(): Promise<number>;
  /** The newest seal; null when there is none. */
  head(): Promise<AuditSeal | null>;
  /** Seals what is left, and goes along the whole chain. `anchor` is a seal that was kept elsewhere: it has to be there. */
  verify(anchor?: AuditSeal): Promise<AuditVerdict>;
}

/** A place in the chain, from 1 on without a gap, with the SHA-256 over everything up to there, in hex. */
export interface AuditSeal {
  position: number;
  hash: string;
}

export interface AuditVerdict {
  /** How many fit, from the beginning on. */
  entries: number;
  /** The first entry that does not fit, and why, as a sentence; null: all do. */
  broken: string | null;
  head: AuditSeal | null;
}

export interface AuditNote {
  identity: Identity;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
}

export interface AuditEntry {
  id: string;
  at: Date;
  /** The person's name, where there is one, and the identity by which they did it. */
  person: string | null;
  identity: string;
  action: string;
  /** What it is about, as people call it. */
  subject: string;
  before: unknown;
  after: unknown;
}
