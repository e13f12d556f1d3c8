/** What somebody sees, as a condition on rows. */
import { type RawBuilder, sql } from "kysely";
import type { Sight } from "../../domain/sight.ts";

/** How a row belongs to one of several business units, infrastructures or services. */
type Belonging = Record<keyof Sight, (ids: string[]) => RawBuilder<unknown>>;

/** Only what is seen is asked for, so that an index can find it. */
export function inSight({ units, ...narrow }: Sight, belongs: Belonging): RawBuilder<unknown> {
  if (units === null) return sql`true`;
  const parts = (["infrastructures", "services"] as const).flatMap((part) => {
    const ids = narrow[part] ?? [];
    return ids.length ? [belongs[part](ids)] : [];
  });
  return sql`(${sql.join([belongs.units(units), ...parts], sql` or `)})`;
}

/** How machines `v` belong. */
export const MACHINES: Belonging = {
  units: (ids) => sql`v.business_unit_id = any(${ids})`,
  infrastructures: (ids) => sql`v.infrastructure_id = any(${ids})`,
  services: (ids) => sql`v.service_id = any(${ids})`,
};

/** Is this path at another one, or beneath it? It ends where a name ends: `shop/we` finds nothing of `shop/web`. */
export function under(path: RawBuilder<unknown>, on: string): RawBuilder<unknown> {
  return sql`starts_with(${path} || '/', rtrim(${on}, '/') || '/')`;
}
