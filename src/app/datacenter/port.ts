/** What changing a datacenter asks of the store: how it is, and one change of it. */
import type { Actor, Identity } from "../../domain/actor.ts";
import type { Amounts } from "../../domain/amount.ts";
import type { Parts } from "../../domain/datacenter-parts.ts";
import type { Resources } from "../../domain/placement.ts";
import type { NewOrder } from "../store.ts";
import type { Difference } from "./compare.ts";

/** Kinds of parts that can be taken out. */
export type RemovableKind = "host" | "template" | "unit" | "resource";

/** What is granted or held of a provider: a datacenter's or a service's id. */
export interface Taken {
  provider: string;
  infrastructure: string;
  /** The machine's role; null where the consumer is an infrastructure. */
  role: string | null;
  amounts: Amounts;
}

/** A datacenter as it is. */
export interface CurrentDatacenter {
  parts: Parts;
  /** By the name of the part: `host h1`. */
  ids: Map<string, string>;
  taken: Taken[];
  /** What machines claim of each host, by its name. */
  claimed: Map<string, Resources>;
  /** Who uses what, by the name of the part or `host group general`: `service shop/web`, `machine web-01`, `REQ-7`. */
  users: Map<string, string[]>;
  /** The last closed day of the ledger, `YYYY-MM-DD`; null: none. */
  closed: string | null;
  /** Names that several people bear. */
  sharedNames: string[];
}

/** What is to be saved: the new and changed parts with the ids of everything they refer to. */
export interface DatacenterChange {
  parts: Parts;
  ids: Map<string, string>;
  /** What is taken out: its kind and path. */
  removed: { kind: RemovableKind; path: string } | null;
  differences: Difference[];
  /** Saved with it, to be carried out afterwards. */
  orders: NewOrder[];
  /** As the audit log has it. */
  noted: { action: "dc.apply" | "dc.edit" | "dc.remove" | "bu.close"; subject: string };
}

/** What a change may look at, as it is under the locks. */
export interface DatacenterWorld {
  current: CurrentDatacenter;
  /** Who does it; null: nobody known. */
  actor: Actor | null;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
}

export interface DatacenterPort {
  read(): Promise<CurrentDatacenter>;
  /** Locks, lets decide, saves everything with one audit event, or nothing. A null from `decide` changes nothing. */
  change(
    by: Identity | null,
    decide: (world: DatacenterWorld) => DatacenterChange | null,
  ): Promise<DatacenterChange | null>;
}
