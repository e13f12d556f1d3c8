/** Who is who: persons, and what they are known by on each platform. */
import { sql } from "kysely";
import type { Directory } from "../../app/people-ports.ts";
import { type Actor, type Identity, identityText, shownName } from "../../domain/actor.ts";
import { findActor, isKnown } from "./actors.ts";
import { type Db, duplicateOf } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** `id` makes an id with this prefix. */
export function startDirectory(db: Db, now: () => Date, id: (prefix: string) => string): Directory {
  return {
    find: (identity) => findActor(db, identity, now()),
    isKnown: async (actor) => actor.grants.length > 0 || (await isKnownPerson(db, actor)),
    enter: async (identity, name) =>
      enter(db, identity, await freeName(db, identity, name), { id: id("per"), now: now() }),
    name: (actor, name) => rename(db, actor, name),
    identitiesOf: (person) => identitiesOf(db, person),
  };
}

async function isKnownPerson(db: Db, { person }: Actor): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select ${isKnown(sql`${person}::text`)} as known`.execute(db);
  return rows[0]?.known ?? false;
}

async function rename(db: Db, { person, identity }: Actor, name: string): Promise<string> {
  const free = await freeName(db, identity, name);
  await sql`update person set name = ${free} where id = ${person} and name = ${identity.user}`.execute(db);
  return free;
}

/** The name as it is shown: a short line without the signs of mentions, and nobody else's. */
async function freeName(db: Db, { user }: Identity, name: string): Promise<string> {
  const shown = shownName(name) || user;
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from person p where p.name = ${shown} and not exists (
      select from identity i where i.person_id = p.id and i.user_id = ${user})) as taken`.execute(db);
  return rows[0]?.taken ? `${shown} (${user})` : shown;
}

interface Newcomer {
  id: string;
  now: Date;
}

/** Whoever is first enters the person; the others find them. */
async function enter(db: Db, identity: Identity, name: string, newcomer: Newcomer): Promise<string> {
  const known = await personBehind(db, identity);
  if (known) return known;
  try {
    await insertPerson(db, identity, name, newcomer);
    return newcomer.id;
  } catch (cause) {
    if (duplicateOf(cause) === "identity_pkey") return enter(db, identity, name, newcomer);
    throw new Error(`entering ${identityText(identity)}`, { cause });
  }
}

async function personBehind(db: Db, { platform, tenant, user }: Identity): Promise<string | undefined> {
  const row = await db
    .selectFrom("identity")
    .select("person_id")
    .where("platform", "=", platform)
    .where("tenant", "=", tenant)
    .where("user_id", "=", user)
    .executeTakeFirst();
  return row?.person_id;
}

async function insertPerson(db: Db, identity: Identity, name: string, { id, now }: Newcomer): Promise<void> {
  const { platform, tenant, user } = identity;
  await sql`
    with newcomer as (
      insert into person (id, datacenter_id, name, created_at)
      values (${id}, ${THE_DATACENTER}, ${name}, ${now})
      returning id)
    insert into identity (platform, tenant, user_id, person_id)
    select ${platform}, ${tenant}, ${user}, id from newcomer`.execute(db);
}

async function identitiesOf(db: Db, person: string): Promise<Identity[]> {
  return db
    .selectFrom("identity")
    .select(["platform", "tenant", "user_id as user"])
    .where("person_id", "=", person)
    .orderBy("platform")
    .orderBy("tenant")
    .orderBy("user_id")
    .execute();
}
