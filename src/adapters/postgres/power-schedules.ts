/** Power schedules of machines: set and ended by people, advanced with what is done by them. */
import { type RawBuilder, sql } from "kysely";
import type { PowerStore } from "../../app/power-schedules.ts";
import type { Write } from "../../app/write.ts";
import type { PowerSchedule } from "../../domain/power-schedule.ts";
import { parseWeekly, type Weekly, weeklyText } from "../../domain/weekly.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import type { Fragment, WriteScene } from "./write-scene.ts";

export interface PowerOptions {
  db: Db;
  now(): Date;
}

/** Every change is noted in the audit log with it. */
export function startPowerStore({ db, now }: PowerOptions): PowerStore {
  return {
    of: (machine) => readSchedule(db, machine),
    set: (machine, schedule, by) => inTransaction(db, (tx) => set(tx, { machine, schedule, by, at: now() })),
    end: (machine, by) => inTransaction(db, (tx) => end(tx, { machine, by, at: now() })),
  };
}

export interface ScheduleRow {
  stopOn: string | null;
  startOn: string | null;
  zone: string;
  stopAt: Date | null;
  startAt: Date | null;
  paused: string | null;
}

export const SCHEDULE_COLUMNS = sql`
  p.stop_on as "stopOn", p.start_on as "startOn", p.time_zone as zone, p.stop_at as "stopAt", p.start_at as "startAt", p.paused`;

/** As a machine is read with it: its next times are texts there. */
export const SCHEDULE_OF = (machine: RawBuilder<unknown>) => sql`(
  select jsonb_build_object('stop', p.stop_on, 'start', p.start_on, 'zone', p.time_zone, 'stopAt', p.stop_at,
    'startAt', p.start_at, 'paused', p.paused) from power_schedule p where p.vm_id = ${machine})`;

/** The times of one schedule that come next. */
export function advanceSchedules(
  _scene: WriteScene,
  writes: Extract<Write, { type: "advance-schedule" }>[],
): Fragment[] {
  return writes.map(
    ({ id, stopAt, startAt }) =>
      sql`advanced as (update power_schedule set stop_at = ${stopAt}, start_at = ${startAt} where vm_id = ${id})`,
  );
}

/** Null: there is none. */
export async function readSchedule(db: Db | Tx, machine: string): Promise<PowerSchedule | null> {
  const { rows } =
    await sql<ScheduleRow>`select ${SCHEDULE_COLUMNS} from power_schedule p where p.vm_id = ${machine}`.execute(db);
  return rows[0] ? scheduleOf(rows[0]) : null;
}

export function scheduleOf({ stopOn, startOn, zone, stopAt, startAt, paused }: ScheduleRow): PowerSchedule {
  const times = { stop: timesIn(stopOn), start: timesIn(startOn) };
  return { times, zone, next: { stop: stopAt, start: startAt }, paused };
}

/** Written by ourselves. */
function timesIn(text: string | null): Weekly | null {
  return text === null ? null : (parseWeekly(text) ?? null);
}

type Setting = { machine: string; at: Date; by: Parameters<PowerStore["set"]>[2] };

/** The machine is locked first, as by everything that is done by its schedule. */
async function set(tx: Tx, { machine, schedule, by, at }: Setting & { schedule: PowerSchedule }): Promise<void> {
  const before = await lockSchedule(tx, machine);
  const { times, zone, next } = schedule;
  const { platform, tenant, user } = by.identity;
  const columns = {
    ...{ stop_on: times.stop && weeklyText(times.stop), start_on: times.start && weeklyText(times.start) },
    ...{ time_zone: zone, stop_at: next.stop, start_at: next.start, paused: null },
    ...{ platform, tenant, user_id: user, person_id: by.person },
  };
  await tx
    .insertInto("power_schedule")
    .values({ vm_id: machine, ...columns })
    .onConflict((clash) => clash.column("vm_id").doUpdateSet(columns))
    .execute();
  const noted = { at, identity: by.identity, action: "schedule.set", subject: await nameOf(tx, machine) };
  await noteEvent(tx, { ...noted, before: before && termsOf(before), after: termsOf(schedule) });
}

async function end(tx: Tx, { machine, by, at }: Setting): Promise<boolean> {
  const before = await lockSchedule(tx, machine);
  if (!before) return false;
  await tx.deleteFrom("power_schedule").where("vm_id", "=", machine).execute();
  const noted = { at, identity: by.identity, action: "schedule.end", subject: await nameOf(tx, machine) };
  await noteEvent(tx, { ...noted, before: termsOf(before), after: null });
  return true;
}

export async function lockSchedule(tx: Tx, machine: string): Promise<PowerSchedule | null> {
  await sql`select from vm where id = ${machine} for no key update`.execute(tx);
  return readSchedule(tx, machine);
}

export async function nameOf(tx: Tx, machine: string): Promise<string> {
  const row = await tx.selectFrom("vm").select("name").where("id", "=", machine).executeTakeFirst();
  return row?.name ?? machine;
}

function termsOf({ times: { stop, start }, zone }: PowerSchedule) {
  return { stop: stop && weeklyText(stop), start: start && weeklyText(start), zone };
}
