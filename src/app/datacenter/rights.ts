/** Rights that a datacenter file gives and takes: by whom it may, and that an admin is left. */
import type { Actor } from "../../domain/actor.ts";
import type { Parts } from "../../domain/datacenter-parts.ts";
import { requireDefinable } from "../../domain/giving.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { ROLES } from "../../domain/roles.ts";
import type { CurrentDatacenter } from "./port.ts";

/** Refuses who may not change the datacenter, or not who is who and may what in it. */
export function requireRight(actor: Actor | null, changes: Parts): void {
  if (!actor) throw new Refusal("unknown-person", "I do not know you", "ask an admin of the datacenter");
  requirePermission(actor, "datacenter.edit");
  const people = [changes.person, changes.identity, changes.member];
  if (people.some(({ size }) => size > 0)) requireDefinable(actor, ROLES["datacenter-admin"]);
}

/** A datacenter that has admins keeps one. */
export function requireAnAdmin({ person }: Parts, { parts: was }: CurrentDatacenter): void {
  const isAdmin = ({ roles }: { roles: string[] }) => roles.includes("datacenter-admin");
  const after = [...new Map([...was.person, ...person]).values()];
  if (after.some(isAdmin) || ![...was.person.values()].some(isAdmin)) return;
  throw new Refusal("in-use", "that would leave the datacenter without an admin", "name one in the file");
}
