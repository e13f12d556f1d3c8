/** The roles that there are: those that are built in, and those that admins define, each change noted with it. */
import { sql } from "kysely";
import type { RoleBook, RoleRow } from "../../app/people-ports.ts";
import type { Actor } from "../../domain/actor.ts";
import { requireDefinable } from "../../domain/giving.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type BuiltInRole, isBuiltIn, type Permission, ROLES } from "../../domain/roles.ts";
import { noteEvent } from "./audit-log.ts";
import { groupsInForce, type PolicyShelf } from "./policies.ts";
import { type Db, inTransaction, type Tx } from "./pool.ts";
import { lockRights } from "./rights.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** A role that the policy in force asks stays as well. */
export function startRoleBook(db: Db, policies: PolicyShelf, now: () => Date): RoleBook {
  return {
    all: () => allRoles(db),
    define: (name, can, by) => inTransaction(db, (tx) => define(tx, name, [...new Set(can)], by, now())),
    remove: (name, by) => inTransaction(db, (tx) => remove(tx, { name, by, at: now() }, policies)),
  };
}

async function allRoles(db: Db): Promise<RoleRow[]> {
  const { rows: held } = await sql<{ role: string; holders: number }>`
    select role, count(distinct person_id)::integer as holders from role_grant group by role`.execute(db);
  const holders = new Map(held.map((row) => [row.role, row.holders]));
  const defined = await db.selectFrom("defined_role").select(["name", "can"]).orderBy("name").execute();
  const row = (name: string, can: readonly string[]): RoleRow => ({
    ...{ name, can: [...can] as Permission[], isBuiltIn: isBuiltIn(name), holders: holders.get(name) ?? 0 },
  });
  const builtIn = (Object.keys(ROLES) as BuiltInRole[]).map((name) => row(name, ROLES[name]));
  return [...builtIn, ...defined.map(({ name, can }) => row(name, can))];
}

async function define(tx: Tx, name: string, can: Permission[], by: Actor, at: Date): Promise<Permission[] | null> {
  const actor = await lockRights(tx, by, at);
  const before = await definedAs(tx, name);
  requireDefinable(
    actor,
    can.filter((one) => !before?.includes(one)),
  );
  if (isBuiltIn(name)) throw new Refusal("duplicate", `${name} is built in`, "define a role of another name");
  await sql`
    insert into defined_role (datacenter_id, name, can) values (${THE_DATACENTER}, ${name}, ${can}::text[])
    on conflict (datacenter_id, name) do update set can = excluded.can`.execute(tx);
  await note(tx, "role.define", name, { before, after: can }, by, at);
  return before;
}

interface Removal {
  name: string;
  by: Actor;
  at: Date;
}

async function remove(tx: Tx, { name, by, at }: Removal, policies: PolicyShelf): Promise<void> {
  requirePermission(await lockRights(tx, by, at), "role.edit", null);
  if (isBuiltIn(name)) throw new Refusal("in-use", `${name} is built in`, "see which are not: dc role list");
  const before = await definedAs(tx, name);
  if (!before) throw new Refusal("not-found", `there is no role ${name}`, "see which there are: dc role list");
  const holders = await holdersOf(tx, name);
  if (holders.length > 0)
    throw new Refusal("in-use", `${name} is held by ${holders.join(", ")}`, "take it from them: bu revoke, dc revoke");
  if ((await groupsInForce(tx, policies)).includes(name))
    throw new Refusal("in-use", `the policy asks ${name}`, "let it ask others first: dc policy import FILE");
  await tx.deleteFrom("defined_role").where("name", "=", name).execute();
  await note(tx, "role.remove", name, { before, after: null }, by, at);
}

async function definedAs(tx: Tx, name: string): Promise<Permission[] | null> {
  const row = await tx.selectFrom("defined_role").select("can").where("name", "=", name).executeTakeFirst();
  return row ? (row.can as Permission[]) : null;
}

async function holdersOf(tx: Tx, role: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct p.name from role_grant g join person p on p.id = g.person_id
    where g.role = ${role} order by p.name`.execute(tx);
  return rows.map(({ name }) => name);
}

interface Capabilities {
  before: Permission[] | null;
  after: Permission[] | null;
}

function note(tx: Tx, action: string, subject: string, { before, after }: Capabilities, by: Actor, at: Date) {
  const kept = (can: Permission[] | null) => (can === null ? null : { can: can.join(" ") });
  return noteEvent(tx, { at, identity: by.identity, action, subject, before: kept(before), after: kept(after) });
}
