/** The datacenter as it is set up: its business units, what they are offered, and what there is at which prices. */
import type { IdleRule } from "../domain/idle-rule.ts";
import type { BillingWord } from "../domain/ledger/billing.ts";
import type { Offered } from "../domain/offer.ts";
import type { Rate } from "../domain/price.ts";
import type { Tally } from "../domain/quota.ts";
import type { KeptUsage } from "../domain/usage.ts";

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
  /** How often a machine gets another last day without being asked about, by how many days each time at most. */
  freeExtensions: number;
  freeExtensionDays: number;
  /** What reports call it: costs are only shown, or charged. */
  billing: BillingWord;
  /** For how many days measured use is kept. */
  usageKept: KeptUsage;
  /** What is asked about as idle. */
  idle: IdleRule;
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
