/** The rights of people while they are changed: one change at a time, by what is held at that moment. */
import { sql } from "kysely";
import type { Actor } from "../../domain/actor.ts";
import type { NamedRole } from "../../domain/giving.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Permission } from "../../domain/roles.ts";
import { canOf, findActor } from "./actors.ts";
import type { Tx } from "./pool.ts";
import { THE_DATACENTER } from "./the-datacenter.ts";

/** Locks the rights of everybody, then reads those of this person. */
export async function lockRights(tx: Tx, by: Actor, at: Date): Promise<Actor> {
  await lockDatacenter(tx);
  return (await findActor(tx, by.identity, at)) ?? { ...by, grants: [] };
}

/** Two changes of rights do not overlap. */
export async function lockDatacenter(tx: Tx): Promise<void> {
  await sql`select from datacenter where id = ${THE_DATACENTER} for no key update`.execute(tx);
}

/** A role with what it can now. Throws a Refusal `not-found` when there is none of that name. */
export async function roleNamed(tx: Tx, name: string): Promise<NamedRole> {
  const { rows } = await sql<{ can: Permission[] }>`select ${canOf(sql`${name}::text`)} as can`.execute(tx);
  const can = rows[0]?.can ?? [];
  if (can.length > 0) return { name, can };
  throw new Refusal("not-found", `there is no role ${name}`, "see which there are: dc role list");
}
