/** Persons and their rights, read inside whatever transaction asks. */
import { sql } from "kysely";
import type { Actor, Grant, Identity } from "../../domain/actor.ts";
import type { Db, Tx } from "./pool.ts";

/** The person behind an identity with the rights held now; null when nobody is known by it. */
export async function findActor(db: Db | Tx, identity: Identity): Promise<Actor | null> {
  const { platform, tenant, user } = identity;
  const { rows } = await sql<{ id: string; name: string; grants: Grant[] }>`
    select p.id, p.name, coalesce(
      (select jsonb_agg(jsonb_build_object('role', g.role, 'businessUnit', g.business_unit_id))
       from role_grant g where g.person_id = p.id), '[]') as grants
    from identity i join person p on p.id = i.person_id
    where i.platform = ${platform} and i.tenant = ${tenant} and i.user_id = ${user}`.execute(db);
  const row = rows[0];
  return row ? { person: row.id, name: row.name, identity, grants: row.grants } : null;
}

/** The names of these persons, by id. */
export async function namesOf(db: Db | Tx, people: string[]): Promise<Record<string, string>> {
  if (people.length === 0) return {};
  const rows = await db.selectFrom("person").select(["id", "name"]).where("id", "in", people).execute();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
