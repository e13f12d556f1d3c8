/** Persons and their rights, read inside whatever transaction asks. */
import { type RawBuilder, sql } from "kysely";
import type { Actor, Identity } from "../../domain/actor.ts";
import { ROLES } from "../../domain/roles.ts";
import type { Db, Tx } from "./pool.ts";

/** The person behind an identity with the rights held now; null when nobody is known by it. */
export async function findActor(db: Db | Tx, identity: Identity, now: Date): Promise<Actor | null> {
  const { rows } = await sql<{ actor: Actor | null }>`select ${actorBehind(identity, now)} as actor`.execute(db);
  return rows[0]?.actor ?? null;
}

/** The names of these persons, by id. */
export async function namesOf(db: Db | Tx, people: string[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ names: Record<string, string> }>`select ${namesBehind(people)} as names`.execute(db);
  return rows[0]?.names ?? {};
}

/** `findActor` as an expression, for a statement that reads more. */
export function actorBehind(identity: Identity, now: Date): RawBuilder<Actor | null> {
  const { platform, tenant, user } = identity;
  return sql`(
    select jsonb_build_object('person', p.id, 'name', p.name, 'identity', ${JSON.stringify(identity)}::jsonb,
      'grants', ${grantsOf(sql`p.id`)}, 'standsInFor', ${delegatorsOf(sql`p.id`, now)})
    from identity i join person p on p.id = i.person_id
    where i.platform = ${platform} and i.tenant = ${tenant} and i.user_id = ${user})`;
}

/** Everything that a person holds, as JSON. */
export function grantsOf(person: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'can', ${canOf(sql`g.role`)},
      'businessUnit', g.business_unit_id, 'infrastructure', g.infrastructure_id, 'service', g.service_id))
    from role_grant g where g.person_id = ${person}), '[]')`;
}

/** What a role lets do, as JSON: a defined one by its row, a built-in one by the program. */
export function canOf(role: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select to_jsonb(can) from defined_role where name = ${role}),
    ${JSON.stringify(ROLES)}::jsonb -> ${role}, '[]')`;
}

/** Those who made this person decide in their place, with what they hold themselves, as JSON: nothing is passed on. */
function delegatorsOf(person: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`coalesce((select jsonb_agg(jsonb_build_object('person', o.id, 'name', o.name,
      'grants', ${grantsOf(sql`o.id`)}) order by o.name, o.id)
    from delegation d join person o on o.id = d.person_id
    where d.delegate_id = ${person} and d.ends_at > ${now} and ${isKnown(person)}), '[]')`;
}

/** Known is who holds a role, or has a request of their own that is not over; requests are looked at only where no role is held. */
export function isKnown(person: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(case when exists (select from role_grant where person_id = ${person}) then true
    else exists (select from request where requester_id = ${person} and not is_over) end)`;
}

/** `namesOf` as an expression. */
export function namesBehind(people: string[]): RawBuilder<Record<string, string>> {
  return sql`(select coalesce(jsonb_object_agg(id, name), '{}') from person where id = any(${people}::text[]))`;
}
