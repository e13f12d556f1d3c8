/** Who holds which role where; each change is noted in the audit log with it. */
import { sql } from "kysely";
import type { Member, Roles } from "../../app/people-ports.ts";
import { type Actor, type Identity, identityText, type Place } from "../../domain/actor.ts";
import { type NamedRole, requireCounting, requireGivable } from "../../domain/giving.ts";
import { isEverywhere, placeFrom } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights, roleNamed } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

interface Holding extends Place {
  person: string;
  role: string;
}

export function startRoles(db: Db, now: () => Date): Roles {
  return {
    members: (businessUnit) => membersOf(db, businessUnit),
    grant: (person, role, where, by) =>
      inTransaction(db, (tx) => grant(tx, { person, role, ...placeFrom(where) }, by, now())),
    revoke: (person, role, where, by) =>
      inTransaction(db, (tx) => revoke(tx, { person, role, ...placeFrom(where) }, by, now())),
  };
}

async function membersOf(db: Db, businessUnit: string | null): Promise<Member[]> {
  const { rows } = await sql<Omit<Member, "identities"> & { identities: Identity[] }>`
    select p.id as person, p.name, g.role, nullif(concat_ws('/', i.name, s.name), '') as on, coalesce(
      (select jsonb_agg(jsonb_build_object('platform', platform, 'tenant', tenant, 'user', user_id)
         order by platform, tenant, user_id)
       from identity where person_id = p.id), '[]') as identities
    from role_grant g
    join person p on p.id = g.person_id
    left join infrastructure i on i.id = g.infrastructure_id
    left join service s on s.id = g.service_id
    where g.business_unit_id is not distinct from ${businessUnit}::text
    order by p.name, p.id, i.name nulls first, s.name nulls first, g.role`.execute(db);
  return rows.map((row) => ({ ...row, identities: row.identities.map(identityText) }));
}

async function grant(tx: Tx, holding: Holding, by: Actor, at: Date): Promise<boolean> {
  const { actor, role } = await requireRight(tx, holding, by, at);
  requireCounting(role, holding);
  if (holding.person === actor.person) throw raisingOneself();
  await requireOpen(tx, holding.businessUnit);
  const given = await insertGrant(tx, holding);
  if (given) await note(tx, "role.grant", holding, by, at);
  return given;
}

async function revoke(tx: Tx, holding: Holding, by: Actor, at: Date): Promise<boolean> {
  await requireRight(tx, holding, by, at);
  if (holding.role === "datacenter-admin" && isEverywhere(holding)) await requireAnotherAdmin(tx, holding.person);
  const taken = await deleteGrant(tx, holding);
  if (taken) await note(tx, "role.revoke", holding, by, at);
  return taken;
}

/** The rights held now, read under the datacenter's lock, so that two cannot take a role from each other at once. */
async function requireRight(tx: Tx, holding: Holding, by: Actor, at: Date): Promise<{ actor: Actor; role: NamedRole }> {
  const actor = await lockRights(tx, by, at);
  const role = await roleNamed(tx, holding.role);
  requireGivable(actor, role, holding);
  return { actor, role };
}

function raisingOneself(): Refusal {
  return new Refusal("forbidden", "nobody raises their own rights", "ask another admin");
}

/** Under the datacenter's lock, so that nobody joins a business unit while it is closed. */
async function requireOpen(tx: Tx, businessUnit: string | null): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from business_unit where id = ${businessUnit} and closed_at is not null`.execute(tx);
  if (rows[0]) throw new Refusal("not-found", `business unit ${rows[0].name} is closed`, "see: bu list");
}

async function requireAnotherAdmin(tx: Tx, person: string): Promise<void> {
  const admins = await adminsOf(tx);
  if (admins.length !== 1 || admins[0] !== person) return;
  throw new Refusal(
    "in-use",
    "this is the last admin of the datacenter",
    "make somebody else one first: dc grant PERSON datacenter-admin",
  );
}

async function adminsOf(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from role_grant where role = 'datacenter-admin' and business_unit_id is null`.execute(tx);
  return rows.map((row) => row.person_id);
}

async function insertGrant(tx: Tx, { person, role, businessUnit, infrastructure, service }: Holding): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into role_grant (datacenter_id, person_id, role, business_unit_id, infrastructure_id, service_id)
    values (${THE_DATACENTER}, ${person}, ${role}, ${businessUnit}, ${infrastructure}, ${service})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

async function deleteGrant(tx: Tx, { person, role, businessUnit, infrastructure, service }: Holding): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from role_grant
    where person_id = ${person} and role = ${role} and business_unit_id is not distinct from ${businessUnit}::text
      and infrastructure_id is not distinct from ${infrastructure}::text
      and service_id is not distinct from ${service}::text`.execute(tx);
  return numAffectedRows === 1n;
}

/** `dc1`, `retail`, `shop/web` */
async function pathOf(tx: Tx, { businessUnit, infrastructure, service }: Place): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select coalesce(
      (select concat_ws('/', i.name, (select name from service where id = ${service}::text))
       from infrastructure i where i.id = ${infrastructure}::text),
      (select name from business_unit where id = ${businessUnit}::text),
      (select name from datacenter where id = ${THE_DATACENTER})) as path`.execute(tx);
  return rows[0]?.path ?? "";
}

async function note(tx: Tx, action: "role.grant" | "role.revoke", holding: Holding, by: Actor, at: Date) {
  const { person, role, ...place } = holding;
  const held = { role, of: await pathOf(tx, place), ...place };
  const change = action === "role.grant" ? { before: null, after: held } : { before: held, after: null };
  return noteEvent(tx, { at, identity: by.identity, action, subject: person, ...change });
}
