/** What a machine costs a day as prices are now: its template's own price, or what its size comes to. */
import { type RawBuilder, sql } from "kysely";

/** Of the machine `v`; of a template that nobody knows any price of, what was told when the machine was asked for. */
export function dayPriceAt(now: Date): RawBuilder<unknown> {
  const today = sql`(${now}::timestamptz at time zone d.time_zone)::date`;
  return sql`coalesce((
    select coalesce(p.day_price, r.memory * v.memory_mb / 1024 + r.storage * v.disk_gb, 0)
    from datacenter d
    cross join lateral (
      select day_price from template_price
      where datacenter_id = d.id and template = v.template and starts_on <= ${today}
      order by starts_on desc limit 1) p
    left join lateral (
      select memory, storage from rate where datacenter_id = d.id and starts_on <= ${today}
      order by starts_on desc limit 1) r on true
    where d.id = v.datacenter_id), v.day_price)::numeric(18, 6)`;
}
