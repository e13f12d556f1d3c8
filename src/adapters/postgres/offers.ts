/** What business units are offered, and what they take of their ceilings. */
import { type RawBuilder, sql } from "kysely";
import type { Offers } from "../../app/datacenter-ports.ts";
import type { Offered } from "../../domain/offer.ts";
import type { Tally } from "../../domain/quota.ts";
import type { Db } from "./pool.ts";
import { tally } from "./tally.ts";

export function startOffers(db: Db): Offers {
  return {
    async to(unit) {
      const { rows } = await sql<{ offered: Offered | null; ceiling: Tally }>`
        select ${offeredTo(unit)} as offered, ${ceilingOf(unit)} as ceiling`.execute(db);
      const [{ offered, ceiling } = { offered: null, ceiling: null }] = rows;
      return offered && ceiling ? { ...offered, ceiling } : null;
    },
  };
}

/** An `Offered` as an expression; null for a unit that is closed or was never there. */
export function offeredTo(unit: string): RawBuilder<Offered | null> {
  return sql`(
    select jsonb_build_object('unit', u.name, 'has', ${HAS}, 'offer', jsonb_build_object(
      'environment', coalesce(o.environments, '{}'), 'network', coalesce(o.networks, '{}'),
      'template', coalesce(o.templates, '{}'), 'memoryMb', o.memory_mb, 'diskGb', o.disk_gb))
    from business_unit u left join offer o on o.business_unit_id = u.id
    where u.id = ${unit} and u.closed_at is null)`;
}

/** Retired templates cannot be had; the smallest comes first. */
const HAS = sql`(
  select jsonb_object_agg(kind, names) from (
    select kind, jsonb_agg(name order by name) as names from resource
    where datacenter_id = u.datacenter_id group by kind
    union all
    select 'template', coalesce(jsonb_agg(name order by memory_mb, disk_gb, vcpu, name), '[]') from template
    where datacenter_id = u.datacenter_id and retired_at is null) there)`;

/** What all infrastructures of a unit take of the datacenter, granted and held, as an expression. */
export function ceilingOf(unit: string): RawBuilder<Tally | null> {
  const ofUnit = sql`a.provider_id = u.datacenter_id and (
    exists (select from infrastructure i where i.id = a.infrastructure_id and i.business_unit_id = u.id)
    or exists (select from request r where r.id = a.held_by and r.business_unit_id = u.id))`;
  return sql`(
    select ${tally(sql`'the offer to ' || u.name`, { memoryMb: sql`o.memory_mb`, diskGb: sql`o.disk_gb` }, ofUnit)}
    from business_unit u left join offer o on o.business_unit_id = u.id where u.id = ${unit})`;
}
