/** Who may give a role where: nobody gives what they do not have there. */
import type { Actor, Place } from "./actor.ts";
import { isEverywhere, may, placeFrom, requirePermission } from "./permission.ts";
import { Refusal } from "./refusal.ts";
import { DATACENTER_WIDE, PERMISSIONS, type Permission } from "./roles.ts";

export interface NamedRole {
  name: string;
  can: readonly Permission[];
}

/** Refuses, as `forbidden`, whoever may not give or take roles there, or not this one. */
export function requireGivable(actor: Actor, { name, can }: NamedRole, place: Place): void {
  requirePermission(actor, isEverywhere(place) ? "role.edit" : "member.edit", place);
  const lacking = lacks(actor, can, place);
  if (lacking) throw beyond(actor, `${name} may ${PERMISSIONS[lacking]}`);
}

/** Refuses, as `bad-arguments`, a place in which not all that the role can would count. */
export function requireCounting({ name, can }: NamedRole, place: Place): void {
  const wide = isEverywhere(place) ? undefined : can.find((one) => DATACENTER_WIDE.has(one));
  if (wide === undefined) return;
  const sentence = `${name} may ${PERMISSIONS[wide]}, and that counts in the whole datacenter alone`;
  throw new Refusal("bad-arguments", sentence, `give it there: dc grant PERSON ${name}`);
}

/** Refuses, as `forbidden`, whoever may not define roles, or has not themselves what is added to one. */
export function requireDefinable(actor: Actor, added: readonly Permission[]): void {
  requirePermission(actor, "role.edit", null);
  const lacking = lacks(actor, added, placeFrom(null));
  if (lacking) throw beyond(actor, `${lacking} lets people ${PERMISSIONS[lacking]}`);
}

/** May this person give this role somewhere? */
export function mayGive(actor: Actor, { can }: NamedRole): boolean {
  return may(actor, "member.edit") && can.every((one) => may(actor, one));
}

function lacks(actor: Actor, can: readonly Permission[], place: Place): Permission | undefined {
  return can.find((one) => !may(actor, one, place));
}

function beyond({ name }: Actor, what: string): Refusal {
  return new Refusal("forbidden", `${what}, and ${name} may not do that there`, "ask an admin of the datacenter");
}
