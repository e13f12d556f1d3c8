/** Power schedules of which a time has come, and those whose time passes without a request. */
import { sql } from "kysely";
import type { DuePower, DuePowers, Passing } from "../../app/power-times.ts";
import type { PowerSchedule } from "../../domain/power-schedule.ts";
import { nextMoment } from "./handing-over.ts";
import { orderEffect } from "./orders.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockSchedule, nameOf, SCHEDULE_COLUMNS, type ScheduleRow, scheduleOf } from "./power-schedules.ts";

export interface DuePowerOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startDuePowers({ db, now, committed }: DuePowerOptions): DuePowers {
  return {
    due: (moment) => dueAt(db, moment),
    next: () => nextMoment(db, NEXT),
    async pass(passed) {
      if (await inTransaction(db, (tx) => pass(tx, passed, now()))) committed();
    },
  };
}

type DueRow = ScheduleRow & Omit<DuePower, "schedule">;

async function dueAt(db: Db, now: Date): Promise<DuePower[]> {
  const { rows } = await sql<DueRow>`
    select ${SCHEDULE_COLUMNS}, v.id, v.name, v.state, v.template, v.business_unit_id as "businessUnit", v.service_id as service,
      v.infrastructure_id as infrastructure, v.service_role_id as role, p.person_id as person,
      jsonb_build_object('platform', p.platform, 'tenant', p.tenant, 'user', p.user_id) as maker
    from power_schedule p join vm v on v.id = p.vm_id
    where p.paused is null and least(p.stop_at, p.start_at) <= ${now} and v.deleted_at is null
    order by least(p.stop_at, p.start_at), v.id`.execute(db);
  return rows.map(({ stopOn, startOn, zone, stopAt, startAt, paused, ...machine }) => ({
    ...machine,
    schedule: scheduleOf({ stopOn, startOn, zone, stopAt, startAt, paused }),
  }));
}

const NEXT = sql`(
  select min(least(p.stop_at, p.start_at)) from power_schedule p join vm v on v.id = p.vm_id
  where p.paused is null and v.deleted_at is null)`;

/** Only from where it was found: who comes second finds it passed already, and tells nobody. Returns whether it was. */
async function pass(tx: Tx, { machine, schedule, next, pause, notice }: Passing, at: Date) {
  const before = await lockSchedule(tx, machine);
  const isSame = before && before.paused === null && sameTimes(before.next, schedule.next);
  if (!isSame) return false;
  await tx
    .updateTable("power_schedule")
    .set({ stop_at: next.stop, start_at: next.start, paused: pause })
    .where("vm_id", "=", machine)
    .execute();
  if (notice) await orderEffect(tx, "tell-schedule", notice);
  if (pause) await notePause(tx, await nameOf(tx, machine), pause, at);
  return true;
}

function sameTimes(one: PowerSchedule["next"], other: PowerSchedule["next"]): boolean {
  return one.stop?.getTime() === other.stop?.getTime() && one.start?.getTime() === other.start?.getTime();
}

async function notePause(tx: Tx, subject: string, why: string, at: Date): Promise<void> {
  await sql`
    insert into audit_event (datacenter_id, at, person_id, identity, action, subject, before, after)
    select datacenter_id, ${at}, null, 'system', 'schedule.pause', ${subject}, null, ${JSON.stringify({ why })}::jsonb
    from vm where name = ${subject} and deleted_at is null`.execute(tx);
}
