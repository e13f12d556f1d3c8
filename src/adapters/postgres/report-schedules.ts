/** Reports that come round: made, ended, and handed over when they are due, each noted with it. */
import { type RawBuilder, sql } from "kysely";
import type { DueReports, NewSchedule, ReportSchedule, ScheduleStore } from "../../app/report-schedules.ts";
import { type Actor, CALENDAR } from "../../domain/actor.ts";
import { lastTime, nextTime } from "../../domain/report-times.ts";
import { noteEvent } from "./audit-log.ts";
import { handingOver } from "./handing-over.ts";
import { orderEffect } from "./orders.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockDatacenter, lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

interface ScheduleOptions {
  db: Db;
  now(): Date;
  /** Called after each commit, so that the outbox is drained at once. */
  committed(): void;
}

export function startScheduleStore({ db, now }: Pick<ScheduleOptions, "db" | "now">): ScheduleStore {
  return {
    add: (schedule, by, check) =>
      inTransaction(db, async (tx) => {
        check(await lockRights(tx, by, now()));
        return add(tx, schedule, by, now());
      }),
    all: () => found(db, sql`true`),
    find: async (id) => (await found(db, numbered(id)))[0] ?? null,
    remove: (id, by) => inTransaction(db, (tx) => remove(tx, id, by, now())),
  };
}

export function startDueReports({ db, committed }: Pick<ScheduleOptions, "db" | "committed">): DueReports {
  return handingOver({ db, committed, work: handOver, next: sql`(select min(next_at) from report_schedule)` });
}

async function add(tx: Tx, schedule: NewSchedule, by: Actor, at: Date): Promise<string> {
  const { report, unit, every, zone, channel, nextAt } = schedule;
  const { rows } = await sql<{ id: string }>`
    insert into report_schedule (datacenter_id, report, business_unit_id, every, time_zone, channel, maker_id, next_at,
      created_at)
    values (${THE_DATACENTER}, ${report}, ${unit?.id ?? null}, ${every}, ${zone}, ${channel}, ${by.person}, ${nextAt},
      ${at})
    returning 'RS-' || number as id`.execute(tx);
  const id = rows[0]?.id ?? "";
  await noteEvent(tx, {
    ...{ at, identity: by.identity, action: "report.schedule", subject: id },
    ...{ before: null, after: termsOf(schedule) },
  });
  return id;
}

async function remove(tx: Tx, id: string, by: Actor | null, at: Date): Promise<boolean> {
  await lockDatacenter(tx);
  const [schedule] = await found(tx, numbered(id));
  if (!schedule) return false;
  await sql`delete from report_schedule s where ${numbered(id)}`.execute(tx);
  const noted = { action: "report.unschedule", subject: id, before: termsOf(schedule), after: null, at };
  await noteEvent(tx, { ...noted, identity: by?.identity ?? CALENDAR });
  return true;
}

/** Returns how many were due. Of two sweeps at once the second finds none of what the first has. */
async function handOver(tx: Tx, now: Date): Promise<number> {
  const due = await found(tx, sql`s.next_at <= ${now}`, sql`for update of s skip locked`);
  for (const { id, every, zone, nextAt } of due) {
    const payload = { schedule: id, due: lastTime(every, now, zone), since: nextAt };
    await orderEffect(tx, "post-report", payload);
    await sql`update report_schedule s set next_at = ${nextTime(every, now, zone)} where ${numbered(id)}`.execute(tx);
  }
  return due.length;
}

async function found(db: Db | Tx, where: RawBuilder<unknown>, locking = sql``): Promise<ReportSchedule[]> {
  const { rows } = await sql<ReportSchedule>`
    select 'RS-' || s.number as id, s.report, s.every, s.time_zone as zone, s.channel, s.next_at as "nextAt",
      case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as unit,
      jsonb_build_object('person', p.id, 'name', p.name) as maker
    from report_schedule s
    join person p on p.id = s.maker_id
    left join business_unit u on u.id = s.business_unit_id
    where ${where}
    order by s.number ${locking}`.execute(db);
  return rows;
}

function numbered(id: string): RawBuilder<unknown> {
  return sql`'RS-' || s.number = ${id}`;
}

function termsOf({ report, unit, every, zone, channel }: NewSchedule) {
  return { report, unit: unit?.name ?? null, every, zone, channel };
}
