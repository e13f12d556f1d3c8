/** Power schedules: set and ended by people, and carried out in the name of who set them. */
import type { Actor, Identity } from "../domain/actor.ts";
import { requirePermission } from "../domain/permission.ts";
import {
  contradicts,
  dueOf,
  nextTimes,
  type PowerAction,
  type PowerSchedule,
  type PowerTimes,
} from "../domain/power-schedule.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Details } from "../domain/request.ts";
import type { Weekly } from "../domain/weekly.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import type { Timetable } from "./deadlines.ts";
import { oneByOne } from "./everywhere.ts";
import type { Machines } from "./machines.ts";
import type { Vm } from "./reads.ts";
import type { Requests } from "./requests.ts";

/** What is said of a time that passed without anything being done, or of a schedule that was paused. */
export interface PowerNotice {
  text: string;
  person: string;
  /** The business unit's id. */
  unit: string;
  isPaused: boolean;
}

/** A machine of whose schedule a time has come. */
export interface DuePower {
  id: string;
  name: string;
  state: string;
  template: string;
  businessUnit: string;
  service: string;
  infrastructure: string;
  role: string;
  schedule: PowerSchedule;
  /** Who set it: how they were known then, and their id. */
  maker: Identity;
  person: string;
}

/** A time that passes without a request. */
interface Passing {
  machine: string;
  /** As it was when that was found: another one's turn means that somebody was quicker. */
  schedule: PowerSchedule;
  next: PowerSchedule["next"];
  /** Why nothing is done by it from now on; null: it goes on. */
  pause: string | null;
  notice: PowerNotice | null;
}

/** Power schedules as they are kept, at most one for a machine. */
export interface PowerStore {
  of(machine: string): Promise<PowerSchedule | null>;
  /** In place of any other. */
  set(machine: string, schedule: PowerSchedule, by: Actor): Promise<void>;
  /** False when there is none. */
  end(machine: string, by: Actor): Promise<boolean>;
  due(now: Date): Promise<DuePower[]>;
  next(): Promise<Date | null>;
  pass(passing: Passing): Promise<void>;
}

/** What is to be another than it is; null: there shall be none, absent: it stays. */
export interface PowerWish {
  stop?: Weekly | null | undefined;
  start?: Weekly | null | undefined;
  zone?: string | undefined;
}

export interface PowerSchedules {
  /** The schedule that the machine has from now on; null: none. */
  set(name: string, wish: PowerWish, actor: Actor): Promise<PowerSchedule | null>;
}

export interface PowerRooms {
  powerStore: PowerStore;
  machines: Pick<Machines, "find">;
  datacenters: Datacenters;
  now(): Date;
}

export function startPowerSchedules(rooms: PowerRooms): PowerSchedules {
  return { set: (name, wish, actor) => set(rooms, name, wish, actor) };
}

async function set(rooms: PowerRooms, name: string, wish: PowerWish, actor: Actor): Promise<PowerSchedule | null> {
  const { powerStore, machines, datacenters, now } = rooms;
  const vm = await machines.find(name, actor);
  requirePermission(actor, "vm.operate", vm);
  const before = await powerStore.of(vm.id);
  const times = { stop: wished(wish.stop, before?.times.stop), start: wished(wish.start, before?.times.start) };
  if (!times.stop && !times.start) {
    if (await powerStore.end(vm.id, actor)) return null;
    throw noSchedule(vm);
  }
  requireSense(times);
  const zone = wish.zone ?? before?.zone ?? (await datacenters.settings()).timeZone;
  const schedule = { times, zone, next: nextTimes({ times, zone }, now()), paused: null };
  await powerStore.set(vm.id, schedule, actor);
  return schedule;
}

function wished(wish: Weekly | null | undefined, before: Weekly | null | undefined): Weekly | null {
  return wish === undefined ? (before ?? null) : wish;
}

function noSchedule({ name }: Vm): Refusal {
  const usage = `give it one: vm schedule ${name} --stop "mon-fri 19:00" --start "mon-fri 07:00"`;
  return new Refusal("not-found", `${name} has no power schedule`, usage);
}

function requireSense(times: PowerTimes): void {
  if (!contradicts(times)) return;
  throw new Refusal("bad-arguments", "it would be stopped and started at the same time", "name another time", "start");
}

export interface PowerTimetableRooms {
  powerStore: PowerStore;
  requests: Pick<Requests, "submit">;
}

export function powerTimes(rooms: PowerTimetableRooms): Timetable {
  return {
    sweep: async (now) => oneByOne(await rooms.powerStore.due(now), (due) => carryOut(rooms, due, now)),
    next: () => rooms.powerStore.next(),
  };
}

/** As if who set it asked for it now. The request opens together with the schedule's next times, or not at all. */
async function carryOut({ powerStore, requests }: PowerTimetableRooms, due: DuePower, now: Date): Promise<void> {
  const { id, name, template, service, infrastructure, role, schedule, businessUnit, maker } = due;
  const what = dueOf(schedule, now);
  if (!what) return;
  const { action, at } = what;
  const place = { template, service, infrastructure, role, scheduled: at.toISOString() };
  const details: Details = { kind: "vm.action", action, machines: [{ id, name }], ...place };
  try {
    await requests.submit({ details, businessUnit, wait: true }, maker);
  } catch (error) {
    const passing = error instanceof Refusal ? passingBy(due, action, error) : undefined;
    if (!passing) throw error;
    if (passing !== "later")
      await powerStore.pass({ machine: id, schedule, next: nextTimes(schedule, now), ...passing });
  }
}

type Passed = Pick<Passing, "pause" | "notice">;

type PassBy = (due: DuePower, action: PowerAction, refusal: Refusal) => Passed | "later";

/** What each refusal means for a schedule; any other one is a surprise. */
const PASSED_BY: Partial<Record<RefusalCode, PassBy>> = {
  duplicate: () => "later",
  maintenance: () => "later",
  locked: leftAlone,
  "wrong-state": (due, action, refusal) =>
    due.state === STATES[action] ? { pause: null, notice: null } : leftAlone(due, action, refusal),
  forbidden: paused,
  "unknown-person": paused,
};

const STATES: Record<PowerAction, string> = { stop: "stopped", start: "running" };

const DONE: Record<PowerAction, string> = { stop: "stopped", start: "started" };

function passingBy(due: DuePower, action: PowerAction, refusal: Refusal): Passed | "later" | undefined {
  return PASSED_BY[refusal.code]?.(due, action, refusal);
}

function leftAlone(due: DuePower, action: PowerAction, { message }: Refusal): Passed {
  const text = `${due.name} was not ${DONE[action]} by its schedule: ${message}`;
  return { pause: null, notice: noticeOf(due, text, false) };
}

/** Whoever may operate the machine sets it anew, in their own name. */
function paused(due: DuePower): Passed {
  const why = "who set it may not operate the machine any more";
  const how = `whoever may sets it again: vm schedule ${due.name} --stop … --start …`;
  return { pause: why, notice: noticeOf(due, `the power schedule of ${due.name} is paused: ${why}; ${how}`, true) };
}

function noticeOf({ person, businessUnit }: DuePower, text: string, isPaused: boolean): PowerNotice {
  return { text, person, unit: businessUnit, isPaused };
}
