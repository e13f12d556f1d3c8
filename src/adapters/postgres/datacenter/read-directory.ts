/** Reads who there is: people, their identities, business units with what they are offered, and the roles held in them. */
import { sql } from "kysely";
import type { IdentityPart, PersonPart, UnitPart } from "../../../domain/datacenter-parts.ts";
import type { Offer } from "../../../domain/offer.ts";
import { ROLES } from "../../../domain/roles.ts";
import type { Tx } from "../pool.ts";
import type { Found } from "./found.ts";

/** Files name the built-in roles alone; defined ones, and those that count in a part of a unit, stay as they are. */
export const BUILT_IN: string[] = Object.keys(ROLES);

export async function readPeople(tx: Tx): Promise<Found<PersonPart>[]> {
  const { rows } = await sql<{ id: string; name: string; roles: string[] }>`
    select id, name, array(select role from role_grant
      where person_id = person.id and business_unit_id is null and role = any(${BUILT_IN})) as roles
    from person order by created_at, id`.execute(tx);
  return rows.map(({ id, name, roles }) => ({ id, path: name, values: { roles: roles.sort() } }));
}

export async function readIdentities(tx: Tx): Promise<Found<IdentityPart>[]> {
  const { rows } = await sql<{ path: string; person: string }>`
    select concat_ws('/', i.platform, i.tenant, i.user_id) as path, p.name as person
    from identity i join person p on p.id = i.person_id`.execute(tx);
  return rows.map(({ path, person }) => ({ id: null, path, values: { person } }));
}

export async function readUnits(tx: Tx): Promise<Found<UnitPart>[]> {
  const rows = await tx.selectFrom("business_unit").selectAll().where("closed_at", "is", null).execute();
  return rows.map(({ id, name, cost_center, channel }) => ({
    ...{ id, path: name, values: { costCenter: cost_center, channel } },
  }));
}

/** Only of units of which something was said. */
export async function readOffers(tx: Tx): Promise<Found<Offer>[]> {
  const rows = await tx
    .selectFrom("offer")
    .innerJoin("business_unit", "business_unit.id", "offer.business_unit_id")
    .select(["name", "environments", "networks", "templates", "memory_mb", "disk_gb"])
    .execute();
  return rows.map(({ name, environments, networks, templates, memory_mb, disk_gb }) => ({
    ...{ id: null, path: name },
    values: {
      ...{ environment: environments, network: networks, template: templates },
      ...{ memoryMb: memory_mb, diskGb: disk_gb },
    },
  }));
}

export async function readMembers(tx: Tx): Promise<Found<PersonPart>[]> {
  const { rows } = await sql<{ path: string; roles: string[] }>`
    select u.name || '/' || p.name as path, array_agg(g.role) as roles
    from role_grant g join business_unit u on u.id = g.business_unit_id join person p on p.id = g.person_id
    where g.infrastructure_id is null and g.role = any(${BUILT_IN})
    group by u.name, p.name`.execute(tx);
  return rows.map(({ path, roles }) => ({ id: null, path, values: { roles: roles.sort() } }));
}
