/** What lies idle, reservations and machines: found by a rule, and whoever it belongs to is asked; nothing is done by itself. */
import type { Actor } from "../domain/actor.ts";
import { requirePermission, type Scope } from "../domain/permission.ts";
import type { Permission } from "../domain/roles.ts";
import { ownInfrastructure } from "./changes.ts";
import type { HandedOver } from "./deadlines.ts";
import type { Machines } from "./machines.ts";
import type { Infrastructures } from "./reads.ts";

/** A reservation that was found idle; shares are whole percents, means of the days. */
export interface IdleReservation {
  infrastructure: string;
  name: string;
  /** The business unit's id. */
  unit: string;
  memory: number;
  storage: number;
  days: number;
}

/** A machine that was found idle, with where it belongs. */
export interface IdleMachine {
  machine: string;
  name: string;
  /** `shop/web/front` */
  path: string;
  /** Ids of where it belongs. */
  businessUnit: string;
  infrastructure: string;
  service: string;
  /** A person's id. */
  requester: string;
  /** Its processors were at most so busy but for one hour in twenty, of so many hours that were measured of these days. */
  percent: number;
  hours: number;
  days: number;
}

export interface IdleMachines {
  /** Those of these, by their ids, that are idle; the dearest first. */
  among(vms: string[]): Promise<IdleMachine[]>;
}

export interface DueIdle extends HandedOver {
  /** Once a day, in whatever process: orders a question about each that is idle and was not asked about lately. */
  handOver(now: Date): Promise<void>;
}

/** About what it can be asked whether it is kept. */
export interface Keepable {
  kind: "infrastructure" | "machine";
  id: string;
  name: string;
}

export interface IdleStore {
  /** Notes who keeps it; until then nobody is asked again. */
  keep(subject: Keepable, by: Actor, check: (actor: Actor) => void): Promise<Date>;
}

export interface IdleRooms {
  idleStore: IdleStore;
  infrastructures: Infrastructures;
  machines: Pick<Machines, "find">;
}

/** Each answers until when nobody is asked again, and refuses `not-found` and `forbidden` as everything about it does. */
export interface Keeping {
  infrastructure(name: string, actor: Actor): Promise<Date>;
  machine(name: string, actor: Actor): Promise<Date>;
}

export function startKeeping({ idleStore, infrastructures, machines }: IdleRooms): Keeping {
  const keep = (subject: Keepable, actor: Actor, permission: Permission, where: Scope) => {
    const check = (now: Actor) => requirePermission(now, permission, where);
    check(actor);
    return idleStore.keep(subject, actor, check);
  };
  return {
    async infrastructure(name, actor) {
      const { id, businessUnit } = await ownInfrastructure(infrastructures, name, actor);
      return keep({ kind: "infrastructure", id, name }, actor, "infra.edit", { businessUnit, infrastructure: id });
    },
    async machine(name, actor) {
      const vm = await machines.find(name, actor);
      return keep({ kind: "machine", id: vm.id, name }, actor, "vm.operate", vm);
    },
  };
}
