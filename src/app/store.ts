/** The store of requests: lock, decide purely, save everything, or nothing. */
import type { Standing } from "../../machines/lifecycle.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import type { EngineLoad } from "../domain/admission.ts";
import type { InfrastructurePlan, InfrastructureState } from "../domain/infrastructure.ts";
import type { Lease } from "../domain/lease.ts";
import type { Occupant } from "../domain/occupants.ts";
import type { Offered } from "../domain/offer.ts";
import type { Policy } from "../domain/policy/document.ts";
import type { Ruling, Used } from "../domain/policy/ruling.ts";
import type { PowerSchedule } from "../domain/power-schedule.ts";
import type { Rate } from "../domain/price.ts";
import type { QueueName } from "../domain/queue.ts";
import type { Tally } from "../domain/quota.ts";
import type { Details, Named, Request, Timers } from "../domain/request.ts";
import type { Machine } from "../domain/vm.ts";
import type { PublishedAction } from "./engine.ts";
import type { NameKind, Write } from "./write.ts";

/** What is locked, and counted under that lock, for a change. */
export interface Counted {
  machines: string[];
  service?: string;
  role?: string;
  infrastructure?: string;
  /** An infrastructure with all its services and machines. */
  whole?: string;
  /** A machine's lease, and its power schedule; locked with the machine. */
  lease?: string;
  schedule?: string;
  /** The datacenter's capacity. */
  capacity?: boolean;
  /** The engine's load. */
  engine?: boolean;
  /** What the business unit is offered, and with the capacity what it takes of its ceilings. */
  offer?: boolean;
  /** The business unit, of which is counted what it got by the policy's free rules. */
  unit?: string | null;
  /** Actions that are to be started, by their names; read, not locked. */
  actions?: string[];
}

/** Everything that a decision may look at, as it is under the locks. */
export interface World {
  now: Date;
  /** Makes an id with this prefix. */
  id(prefix: string): string;
  /** Who does it, with the rights they hold now; null: nobody, it is time or the engine. */
  actor: Actor | null;
  datacenter: {
    id: string;
    name: string;
    currency: string;
    timeZone: string;
    graceDays: number;
    /** How many snapshots there may be of a machine. */
    mostSnapshots: number;
  } & FreeExtensions;
  /** Why no new work is taken in; null: it is. */
  maintenance: string | null;
  /**
   * That of the business unit that is counted, with what is spent of it this month, as decimal texts; null without,
   * and where neither policy asks about it.
   */
  budget: { month: string; spent: string } | null;
  /** The name of the business unit that is counted. */
  unit: string | null;
  /** That of the counted service, or of the machines'; null without. */
  environment: string | null;
  /** The rate in force; null when there is none. */
  rate: Rate | null;
  /** The policy in force, and the one by which the request was submitted. */
  policy: Policy;
  pinned: Policy;
  /** What the business unit got so far by the free rules of each. */
  used: Used;
  usedWhenPinned: Used;
  machines: Machine[];
  /** The infrastructure that the machines or the counted role belong to; null without. */
  home: Home | null;
  /** What was to be locked as a whole; null without. */
  whole: Whole | null;
  /** What was to be counted of a machine; null without. */
  lease: Lease | null;
  schedule: PowerSchedule | null;
  /** In the order of locking: service, role, infrastructure, datacenter; those that were asked for. */
  tallies: { service?: Tally; role?: Tally; infrastructure?: Tally; offer?: Tally; capacity?: Tally };
  /** What the business unit is offered; null when that was not asked for, or the unit is closed. */
  offered: Offered | null;
  load: EngineLoad;
  /** Does any request wait for room in the engine? Read with the load. */
  isAwaited: boolean;
  /** Those of the counted actions that are in force. */
  published: PublishedAction[];
  /** Names of the people who had to do with the request, by id. */
  people: Record<string, string>;
}

/** How often a machine gets another last day without being asked about, by how many days each time at most. */
interface FreeExtensions {
  freeExtensions: number;
  freeExtensionDays: number;
}

/** Where machines belong, as far as it decides what may be done with them. */
export interface Home {
  name: string;
  state: InfrastructureState;
  /** The request that winds it up; null when none does. */
  ending: string | null;
}

/** An infrastructure as it is, with everybody who is in it. */
export interface Whole extends Home {
  plan: InfrastructurePlan;
  /** Services and roles that are not provisioned yet, by their ids. */
  unprovisioned: string[];
  usableAt: Date | null;
  /** The last day whose end was made known already, `YYYY-MM-DD`. */
  announced: string | null;
  /** Where the request that winds it up stands. */
  endingState: string | null;
  /** Those that are not deleted. */
  machines: Machine[];
  occupants: Occupant[];
}

/** Something to be carried out once the change is saved. */
export interface NewOrder {
  queue: QueueName;
  name: string;
  payload: Record<string, unknown>;
}

/** What a decision comes to. */
export interface Change {
  standing: Standing;
  details: Details;
  ruling: Ruling | null;
  timers: Timers;
  isOver: boolean;
  writes: Write[];
  orders: NewOrder[];
  audit: { action: string; before: unknown; after: unknown };
}

/** A request that does not exist yet. `names` are taken with it, and refused as `duplicate` when they are not free. */
export interface Opening extends Change {
  machine: Request["machine"];
  businessUnit: string | null;
  names: { of: NameKind; names: Named[] } | null;
}

export interface RequestStore {
  /** Opens a request. The id that it gets is handed to `decide`. */
  open(counted: Counted, by: Identity, decide: (id: string, world: World) => Opening): Promise<Request>;
  /**
   * Changes a request under its lock. `counted` says what else to lock, once the request has been read; a null from
   * `decide` leaves everything as it is. Throws the Refusal that `decide` throws, and `not-found` for an unknown id.
   */
  change(
    id: string,
    by: Identity | null,
    counted: (request: Request) => Counted,
    decide: (request: Request, world: World) => Change | null,
  ): Promise<Request>;
}
