/** Removes measurements that were kept long enough: whole hours of samples, whole days of hours, whole days. */
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../pool.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";

/** Rows of each kind that go at once. */
const AT_ONCE = 5000;

/** False when nothing was left. What is not rolled up yet stays. */
export async function removeSome(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql<{ removed: number }>`
    with d as materialized (select * from datacenter where id = ${THE_DATACENTER}),
    samples as (
      delete from usage_sample where ctid in (
        select s.ctid from usage_sample s, d
        where s.at < date_trunc('hour', ${now}::timestamptz, d.time_zone) - make_interval(days => d.keep_samples)
          and s.at < (select coalesce(min(hour), 'infinity') from usage_due)
        limit ${AT_ONCE}) returning 1),
    hours as (
      delete from usage_hour where ctid in (
        select h.ctid from usage_hour h, d where h.hour < (${dayBefore(now, sql`d.keep_hours`)})::timestamp at time zone d.time_zone
        limit ${AT_ONCE}) returning 1),
    days as (
      delete from usage_day where ctid in (
        select u.ctid from usage_day u, d where u.day < ${dayBefore(now, sql`d.keep_days`)} limit ${AT_ONCE}) returning 1)
    select ((select count(*) from samples) + (select count(*) from hours) + (select count(*) from days))::int as removed`.execute(
    db,
  );
  return (rows[0]?.removed ?? 0) > 0;
}

function dayBefore(now: Date, days: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((${now}::timestamptz at time zone d.time_zone)::date - ${days})`;
}
