/** Idle reservations: found by a rule, and whoever they belong to is asked; nothing is taken back by itself. */
import type { Actor } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import { ownInfrastructure } from "./changes.ts";
import type { Timetable } from "./deadlines.ts";
import type { Infrastructure, Infrastructures } from "./reads.ts";

/** What is idle, and how long one who has answered is left alone. */
export interface IdleRule {
  /** More than so many percent of its memory or of its storage … */
  percent: number;
  /** … lay unused for so many whole days. */
  days: number;
  /** Days for which nobody is asked again. */
  keepDays: number;
}

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

export interface DueIdle {
  /** Once a day, in whatever process: orders a question about each that is idle and was not asked about lately. */
  handOver(now: Date): Promise<void>;
  next(): Promise<Date | null>;
}

export interface IdleStore {
  /** Notes who keeps it; until then nobody is asked again. */
  keep(infrastructure: Pick<Infrastructure, "id" | "name">, by: Actor, check: (actor: Actor) => void): Promise<Date>;
}

export interface IdleRooms {
  idleStore: IdleStore;
  infrastructures: Infrastructures;
}

/** Until when nobody is asked again. Refuses `not-found` and `forbidden` as for any infrastructure. */
export type Keep = (infrastructure: string, actor: Actor) => Promise<Date>;

export function startKeeping({ idleStore, infrastructures }: IdleRooms): Keep {
  return async (name, actor) => {
    const one = await ownInfrastructure(infrastructures, name, actor);
    const where = { businessUnit: one.businessUnit, infrastructure: one.id };
    const check = (now: Actor) => requirePermission(now, "infra.edit", where);
    check(actor);
    return idleStore.keep(one, actor, check);
  };
}

/** What is found is asked by an order, like everything else that is said. */
export function idleTimes(dueIdle: DueIdle): Timetable {
  return { sweep: (now) => dueIdle.handOver(now), next: () => dueIdle.next() };
}
