/** Reports that come round: made and ended by people, handed over to be posted when their time has come. */
import type { Actor, Someone } from "../domain/actor.ts";
import { may, requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { ReportKind } from "../domain/report.ts";
import { sightOf } from "../domain/sight.ts";
import { nextWeekly, type Weekly, weeklyText } from "../domain/weekly.ts";
import type { Datacenters, Unit, Units } from "./datacenter-ports.ts";
import type { HandedOver } from "./deadlines.ts";
import { ownUnit } from "./own-unit.ts";

/** `id` is `RS-1`. */
export interface ReportSchedule {
  id: string;
  report: ReportKind;
  /** The business unit whose report it is; null: of all that its maker sees. */
  unit: { id: string; name: string } | null;
  /** `mon-fri 09:00`, in this zone. */
  every: string;
  zone: string;
  /** `#ops` */
  channel: string;
  maker: Someone;
  nextAt: Date;
}

export type NewSchedule = Omit<ReportSchedule, "id" | "maker">;

/** Schedules as they are kept. */
export interface ScheduleStore {
  /** After letting `check` look at who does it with the rights they hold now. Returns its id. */
  add(schedule: NewSchedule, by: Actor, check: (actor: Actor) => void): Promise<string>;
  /** By their ids, as people count. */
  all(): Promise<ReportSchedule[]>;
  find(id: string): Promise<ReportSchedule | null>;
  /** False when there is none any more. `by` null is the program itself. */
  remove(id: string, by: Actor | null): Promise<boolean>;
}

/** Schedules whose time has come. */
export interface DueReports extends HandedOver {
  /**
   * Orders each report that is due at `now` once, in whatever process, and moves it on to when it is due next. Of
   * several times that were missed, only the last is ordered.
   */
  handOver(now: Date): Promise<void>;
}

interface AskedSchedule {
  report: ReportKind;
  every: Weekly;
  channel: string;
  /** The datacenter's own where none is said. */
  zone: string | undefined;
  bu: string | undefined;
}

export interface ReportSchedules {
  /** Refuses `forbidden` who may not, `not-found` and `ambiguous` as for any business unit. */
  add(asked: AskedSchedule, actor: Actor): Promise<ReportSchedule>;
  /** Those that this person made, and those of the business units that they see. */
  list(actor: Actor): Promise<ReportSchedule[]>;
  /** Refuses `not-found` for one that they do not see, `forbidden` for one that they may not end. */
  remove(id: string, actor: Actor): Promise<ReportSchedule>;
}

export interface ScheduleRooms {
  scheduleStore: ScheduleStore;
  units: Units;
  datacenters: Datacenters;
  now(): Date;
}

export function startReportSchedules(rooms: ScheduleRooms): ReportSchedules {
  return {
    add: (asked, actor) => add(rooms, asked, actor),
    list: async (actor) => (await rooms.scheduleStore.all()).filter((one) => isSeen(one, actor)),
    remove: (id, actor) => remove(rooms, id, actor),
  };
}

/** May this person have it posted, as it is asked for? */
export function maySchedule(actor: Actor, unit: { id: string } | null): boolean {
  return may(actor, "report.schedule", unit?.id ?? null);
}

async function add(rooms: ScheduleRooms, asked: AskedSchedule, actor: Actor): Promise<ReportSchedule> {
  const { report, channel } = asked;
  const unit = unitOf(await rooms.units.all(), asked.bu, actor);
  requirePermission(actor, "report.schedule", unit?.id ?? null);
  const zone = asked.zone ?? (await rooms.datacenters.settings()).timeZone;
  const nextAt = nextWeekly(asked.every, rooms.now(), zone);
  const schedule = { report, unit, every: weeklyText(asked.every), zone, channel, nextAt };
  const check = (now: Actor) => requirePermission(now, "report.schedule", unit?.id ?? null);
  const id = await rooms.scheduleStore.add(schedule, actor, check);
  return { ...schedule, id, maker: { person: actor.person, name: actor.name } };
}

/** Who sees everything and names no unit has everything told of; everybody else one unit. */
function unitOf(all: Unit[], bu: string | undefined, actor: Actor): { id: string; name: string } | null {
  if (bu === undefined && sightOf(actor, "report.schedule").units === null) return null;
  const { id, name } = ownUnit(all, bu, actor);
  return { id, name };
}

function isSeen({ unit, maker }: ReportSchedule, actor: Actor): boolean {
  return maker.person === actor.person || may(actor, "report.see", unit?.id ?? null);
}

async function remove({ scheduleStore }: ScheduleRooms, id: string, actor: Actor): Promise<ReportSchedule> {
  const found = await scheduleStore.find(id);
  const schedule = found && isSeen(found, actor) ? found : null;
  if (schedule && schedule.maker.person !== actor.person)
    requirePermission(actor, "report.schedule", schedule.unit?.id ?? null);
  if (schedule && (await scheduleStore.remove(id, actor))) return schedule;
  throw new Refusal("not-found", `there is no scheduled report ${id}`, "see them: report schedules");
}
