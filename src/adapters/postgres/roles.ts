/** Who holds which role where; each change is noted in the audit log with it. */
import { sql } from "kysely";
import type { Member, Roles } from "../../app/reads.ts";
import { type Actor, type Identity, identityText, type Role } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { findActor } from "./actors.ts";
import { noteEvent } from "./audit-log.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

interface Holding {
  person: string;
  role: Role;
  businessUnit: string | null;
}

export function startRoles(db: Db, now: () => Date): Roles {
  return {
    members: (businessUnit) => membersOf(db, businessUnit),
    grant: (person, role, businessUnit, by) =>
      inTransaction(db, (tx) => grant(tx, { person, role, businessUnit }, by, now())),
    revoke: (person, role, businessUnit, by) =>
      inTransaction(db, (tx) => revoke(tx, { person, role, businessUnit }, by, now())),
  };
}

async function membersOf(db: Db, businessUnit: string | null): Promise<Member[]> {
  const { rows } = await sql<Omit<Member, "identities"> & { identities: Identity[] }>`
    select p.id as person, p.name, g.role, coalesce(
      (select jsonb_agg(jsonb_build_object('platform', platform, 'tenant', tenant, 'user', user_id)
         order by platform, tenant, user_id)
       from identity where person_id = p.id), '[]') as identities
    from role_grant g join person p on p.id = g.person_id
    where g.business_unit_id is not distinct from ${businessUnit}::text
    order by p.name, p.id, g.role`.execute(db);
  return rows.map((row) => ({ ...row, identities: row.identities.map(identityText) }));
}

async function grant(tx: Tx, holding: Holding, by: Actor, at: Date): Promise<boolean> {
  await requireRight(tx, holding, by);
  await requireOpen(tx, holding.businessUnit);
  const given = await insertGrant(tx, holding);
  if (given) await note(tx, "role.grant", holding, by, at);
  return given;
}

async function revoke(tx: Tx, holding: Holding, by: Actor, at: Date): Promise<boolean> {
  await requireRight(tx, holding, by);
  if (holding.role === "datacenter-admin" && holding.businessUnit === null)
    await requireAnotherAdmin(tx, holding.person);
  const taken = await deleteGrant(tx, holding);
  if (taken) await note(tx, "role.revoke", holding, by, at);
  return taken;
}

/** The rights held now, read under the datacenter's lock, so that two cannot take a role from each other at once. */
async function requireRight(tx: Tx, { role, businessUnit }: Holding, by: Actor): Promise<void> {
  await sql`select from datacenter where id = ${THE_DATACENTER} for no key update`.execute(tx);
  const actor = (await findActor(tx, by.identity)) ?? { ...by, grants: [] };
  const everywhere = businessUnit === null || role === "datacenter-admin";
  if (everywhere) requirePermission(actor, "datacenter.edit", null);
  else requirePermission(actor, "member.edit", businessUnit);
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

async function insertGrant(tx: Tx, { person, role, businessUnit }: Holding): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into role_grant (datacenter_id, person_id, role, business_unit_id)
    values (${THE_DATACENTER}, ${person}, ${role}, ${businessUnit})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

async function deleteGrant(tx: Tx, { person, role, businessUnit }: Holding): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from role_grant
    where person_id = ${person} and role = ${role} and business_unit_id is not distinct from ${businessUnit}::text`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

function note(tx: Tx, action: "role.grant" | "role.revoke", holding: Holding, by: Actor, at: Date): Promise<void> {
  const { person, role, businessUnit } = holding;
  const held = { role, businessUnit };
  const change = action === "role.grant" ? { before: null, after: held } : { before: held, after: null };
  return noteEvent(tx, { at, identity: by.identity, action, subject: person, ...change });
}
