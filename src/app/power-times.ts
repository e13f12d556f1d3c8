/** Power schedules as time finds them: what is due is carried out in the name of who set it, or passes. */
import type { Identity } from "../domain/actor.ts";
import { dueOf, nextTimes, type PowerAction, type PowerSchedule } from "../domain/power-schedule.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Details } from "../domain/request.ts";
import type { Timetable } from "./deadlines.ts";
import { oneByOne } from "./everywhere.ts";
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
export interface Passing {
  machine: string;
  /** As it was when that was found: another one's turn means that somebody was quicker. */
  schedule: PowerSchedule;
  next: PowerSchedule["next"];
  /** Why nothing is done by it from now on; null: it goes on. */
  pause: string | null;
  notice: PowerNotice | null;
}

/** Power schedules of which a time has come. */
export interface DuePowers {
  due(now: Date): Promise<DuePower[]>;
  next(): Promise<Date | null>;
  pass(passing: Passing): Promise<void>;
}

export interface PowerTimetableRooms {
  duePowers: DuePowers;
  requests: Pick<Requests, "submit">;
}

export function powerTimes(rooms: PowerTimetableRooms): Timetable {
  return {
    sweep: async (now) => oneByOne(await rooms.duePowers.due(now), (due) => carryOut(rooms, due, now)),
    next: () => rooms.duePowers.next(),
  };
}

/** As if who set it asked for it now. The request opens together with the schedule's next times, or not at all. */
async function carryOut({ duePowers, requests }: PowerTimetableRooms, due: DuePower, now: Date): Promise<void> {
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
      await duePowers.pass({ machine: id, schedule, next: nextTimes(schedule, now), ...passing });
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
