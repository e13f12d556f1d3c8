/** The lines of a period: the charges of its closed days, and what its open ones come to so far. */
import { type RawBuilder, sql } from "kysely";
import type { LedgerQuery } from "../../../app/ledger-ports.ts";
import type { Sight } from "../../../domain/sight.ts";
import { inSight, under } from "../sight.ts";
import { THE_DATACENTER } from "../the-datacenter.ts";
import { accrual } from "./accrual.ts";
import { FIRST_OPEN } from "./closing.ts";

type Period = Pick<LedgerQuery, "from" | "to">;

/** All that is seen. */
type Seen = Period & Partial<Sight>;

/** Common table expressions that end in `lines`; `rated` among them has the open days with their rates. */
export function linesWithin(seen: Seen, now: Date): RawBuilder<unknown> {
  return sql`${accrual(openDays(seen, now), wholeUnits(seen))}, lines as (${linesOf(seen)})`;
}

/** Business units keep their infrastructures. Of who sees parts of other ones beside, all is reckoned first. */
function wholeUnits({ units = null, infrastructures = [], services = [] }: Seen) {
  if (units === null || infrastructures.length > 0 || services.length > 0) return sql`true`;
  return sql`s.unit_id = any(${units}::text[])`;
}

/** Days of the period that are not closed, as far as they have passed. */
function openDays({ from, to }: Period, now: Date): RawBuilder<unknown> {
  return sql`
    select d.id as datacenter_id, g.day::date as day, g.day at time zone d.time_zone as begins,
      (g.day + interval '1 day') at time zone d.time_zone as ends,
      least((g.day + interval '1 day') at time zone d.time_zone, date_trunc('second', ${now}::timestamptz)) as until
    from datacenter d
    cross join lateral (${FIRST_OPEN}) o
    cross join lateral generate_series(greatest(o.day, ${from}::date)::timestamp,
      least(${to}::timestamp, ${now}::timestamptz at time zone d.time_zone), interval '1 day') g(day)
    where d.id = ${THE_DATACENTER} and o.day is not null`;
}

/** What lines have in common, wherever they are kept. */
export const COLUMNS = sql`
  day, kind, span_id, seconds, memory_mb_seconds, disk_gb_seconds, price_from, day_price, amount, is_unpriced`;

function linesOf({ from, to }: Period): RawBuilder<unknown> {
  return sql`
    select id, ${COLUMNS}, reverses, reason, person_id from charge
    where datacenter_id = ${THE_DATACENTER} and day between ${from}::date and ${to}::date
    union all
    select null, ${COLUMNS}, null, null, null from accrued`;
}

/** Which of the lines `l` of spans `s` are asked for. */
export function asked({ on, unit, costCenter, name, ...sight }: LedgerQuery): RawBuilder<unknown> {
  return sql.join(
    [
      inSight(sight, OWN),
      ...(on === undefined ? [] : [under(PATH, on)]),
      ...(unit === undefined ? [] : [sql`s.unit = ${unit}`]),
      ...(costCenter === undefined ? [] : [sql`s.cost_center = ${costCenter}`]),
      ...(name === undefined ? [] : [sql`s.name = ${name}`]),
    ],
    sql` and `,
  );
}

const OWN = {
  units: (ids: string[]) => sql`s.unit_id = any(${ids})`,
  infrastructures: (ids: string[]) => sql`s.infrastructure_id = any(${ids})`,
  services: (ids: string[]) => sql`s.service_id = any(${ids})`,
};

/** Of the span `s`: `shop`, or `shop/web/front`. */
export const PATH = sql`concat_ws('/', s.infrastructure, s.service, s.role)`;
