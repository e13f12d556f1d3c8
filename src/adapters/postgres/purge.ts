/** The purge in Postgres: one statement looks, another removes what it would have found. */
import { type RawBuilder, sql } from "kysely";
import type { Purge, Purgeable } from "../../app/purge.ts";
import type { Actor } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

export function startPurge(db: Db, now: () => Date): Purge {
  return {
    preview: (before) => preview(db, before),
    run: (before, by) => inTransaction(db, (tx) => run(tx, before, by, now())),
  };
}

async function preview(db: Db, before: string): Promise<Purgeable> {
  const { rows } = await sql<Purgeable>`
    select (select count(*)::int from activity_said where ${oldSaid(before)}) as said,
      (select count(*)::int from activity where ${oldOutputs(before)}) as outputs,
      (select count(*)::int from activity_output where ${oldKept(before)}) as kept,
      (select count(*)::int from notice where ${oldNotices(before)}) as notices`.execute(db);
  return found(rows);
}

async function run(tx: Tx, before: string, by: Actor, at: Date): Promise<Purgeable> {
  requirePermission(await lockRights(tx, by, at), "datacenter.edit", null);
  const { rows } = await sql<Purgeable>`
    with said as (delete from activity_said where ${oldSaid(before)} returning 1),
      outputs as (update activity set outputs = '{}' where ${oldOutputs(before)} returning 1),
      kept as (delete from activity_output where ${oldKept(before)} returning 1),
      notices as (delete from notice where ${oldNotices(before)} returning 1)
    select (select count(*)::int from said) as said, (select count(*)::int from outputs) as outputs,
      (select count(*)::int from kept) as kept, (select count(*)::int from notices) as notices`.execute(tx);
  const counts = found(rows);
  const noted = { identity: by.identity, action: "dc.purge", subject: `before ${before}`, at };
  await noteEvent(tx, { ...noted, before: null, after: counts });
  return counts;
}

function oldSaid(day: string) {
  return sql`workflow_id in (
    select id from workflow where state in ('done', 'failed', 'cancelled') and ended_at < ${beginningOf(day)})`;
}

/** Only what failed has any; it is large, and whoever tries it again so late is told that it is gone. */
function oldKept(day: string) {
  return oldSaid(day);
}

/** What failed may be tried again, from where it stopped. */
function oldOutputs(day: string) {
  return sql`outputs <> '{}' and workflow_id in (
    select id from workflow where state in ('done', 'cancelled') and ended_at < ${beginningOf(day)})`;
}

function oldNotices(day: string) {
  return sql`status <> 'waiting' and at < ${beginningOf(day)}`;
}

function beginningOf(day: string): RawBuilder<Date> {
  return sql`(${day}::date::timestamp at time zone (select time_zone from datacenter where id = ${THE_DATACENTER}))`;
}

function found([counts]: Purgeable[]): Purgeable {
  if (!counts) throw new Error("counting what is old, where nothing can be counted");
  return counts;
}
