/** What days come to, as one statement that closing enters and reports look at: a line for each day of each span. */
import { type RawBuilder, sql } from "kysely";

/** Whole days, one row each: `datacenter_id`, `day`, `begins`, `ends`, and `until` which they are counted. */
export type Days = RawBuilder<unknown>;

/**
 * Common table expressions that end in `accrued`, the lines of these days: of the spans `s` for which this holds, which are
 * all of an infrastructure or none, since what is reserved is reckoned from what its machines take.
 */
export function accrual(days: Days, ofSpans = sql`true`): RawBuilder<unknown> {
  return sql`
    days as (${days}),
    rated as materialized (
      select d.*, extract(epoch from d.ends - d.begins)::integer as day_seconds, r.starts_on as rate_from, r.memory, r.storage
      from days d left join lateral (
        select starts_on, memory, storage from rate
        where datacenter_id = d.datacenter_id and starts_on <= d.day order by starts_on desc limit 1) r on true),
    priced as materialized (
      select d.datacenter_id, d.day, p.template, p.starts_on, p.day_price
      from days d cross join lateral (
        select distinct on (template) template, starts_on, day_price from template_price
        where datacenter_id = d.datacenter_id and starts_on <= d.day order by template, starts_on desc) p),
    pieces as materialized (
      select *, extract(epoch from ended - began)::integer as seconds
      from (
        select s.id, s.datacenter_id, s.kind, s.infrastructure_id, s.memory_mb, s.disk_gb, d.day,
          case s.takes when 'whole' then s.template end as template,
          greatest(s.began_at, d.begins) as began, least(s.ended_at, d.until) as ended
        from days d join span s
          on s.datacenter_id = d.datacenter_id and s.ended_at > d.begins and s.began_at < d.until
        where ${ofSpans}) p
      where ended - began >= interval '1 second'),
    accrued as materialized (
      select l.datacenter_id, l.day, l.kind, l.id as span_id, l.seconds, l.memory_mb_seconds, l.disk_gb_seconds,
        l.price_from, l.day_price, ${AMOUNT} as amount, l.day_price is null and d.rate_from is null as is_unpriced
      from (${RESERVED} union all ${ALLOCATED}) l
      join rated d on d.datacenter_id = l.datacenter_id and d.day = l.day)`;
}

/** What was granted and not in use: of each stretch of the day, less what machines took of it meanwhile. */
const RESERVED = sql`
  select g.datacenter_id, g.day, 'reserved' as kind, g.id, g.seconds,
    greatest(g.memory_mb::bigint * g.seconds - coalesce(u.memory_mb_seconds, 0), 0)::bigint as memory_mb_seconds,
    greatest(g.disk_gb::bigint * g.seconds - coalesce(u.disk_gb_seconds, 0), 0)::bigint as disk_gb_seconds,
    null::date as price_from, null::numeric as day_price
  from pieces g
  left join (
    select g.id, g.day, sum(v.memory_mb::bigint * o.seconds)::bigint as memory_mb_seconds,
      sum(v.disk_gb::bigint * o.seconds)::bigint as disk_gb_seconds
    from pieces g
    join pieces v on v.infrastructure_id = g.infrastructure_id and v.day = g.day and v.began < g.ended and v.ended > g.began
    cross join lateral (select extract(epoch from least(g.ended, v.ended) - greatest(g.began, v.began))::integer as seconds) o
    where g.kind = 'granted' and v.kind = 'allocated'
    group by g.id, g.day) u on u.id = g.id and u.day = g.day
  where g.kind = 'granted'`;

/** A machine at its template's own price, where that has one; otherwise, or where its storage alone counts, by size. */
const ALLOCATED = sql`
  select v.datacenter_id, v.day, 'allocated', v.id, v.seconds, v.memory_mb::bigint * v.seconds,
    v.disk_gb::bigint * v.seconds, p.starts_on, p.day_price
  from pieces v
  left join priced p on p.datacenter_id = v.datacenter_id and p.day = v.day and p.template = v.template
    and p.day_price is not null
  where v.kind = 'allocated'`;

/**
 * A calendar day costs exactly one day price, however many seconds it has. In whole millionths, halves up, since a
 * quotient of decimals would itself be rounded before it is rounded.
 */
const AMOUNT = sql`(case
  when l.day_price is not null then
    div(2000000 * l.day_price * l.seconds + d.day_seconds, 2 * d.day_seconds)
  when d.rate_from is null then 0
  else div(2000000 * (l.memory_mb_seconds * d.memory + 1024 * l.disk_gb_seconds * d.storage) + 1024 * d.day_seconds,
    2048 * d.day_seconds)
  end * 0.000001)::numeric(18, 6)`;
