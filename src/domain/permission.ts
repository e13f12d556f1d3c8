/** Who may, and where: the two questions that are asked of somebody's roles. */
import type { Actor, Holder, Place } from "./actor.ts";
import { Refusal } from "./refusal.ts";
import { type BuiltInRole, DATACENTER_WIDE, type Permission, ROLES, roleText } from "./roles.ts";

/** Where something is asked about; what is left out is not that deep. */
export type Scope = Pick<Place, "businessUnit"> & Partial<Place>;

/** A scope, or all of a business unit by its id, or of the datacenter (null). */
export type Where = Scope | string | null;

type Grants = Pick<Holder, "grants">;

/** May this person do that there, or anywhere at all when no place is named? */
export function may({ grants }: Grants, permission: Permission, where?: Where): boolean {
  return grants.some(
    (grant) =>
      grant.can.includes(permission) &&
      (isEverywhere(grant) || !DATACENTER_WIDE.has(permission)) &&
      (where === undefined || countsIn(grant, where)),
  );
}

/** Refuses who may not. */
export function requirePermission(actor: Actor, permission: Permission, where?: Where): void {
  if (may(actor, permission, where)) return;
  throw new Refusal("forbidden", `${actor.name} may not do that`, `it needs ${whoMay(permission)}; see: help`);
}

/** Does this person hold the role there? A role counts in its place and in everything within it. */
export function holdsRole({ grants }: Grants, role: string, where: Where): boolean {
  return grants.some((grant) => grant.role === role && countsIn(grant, where));
}

/** The roles that this person holds there. */
export function rolesOf({ grants }: Grants, where: Where): string[] {
  return [...new Set(grants.filter((grant) => countsIn(grant, where)).map(({ role }) => role))];
}

/** All that this person may do there. */
export function permissionsOf({ grants }: Grants, where: Where): Permission[] {
  return [...new Set(grants.filter((grant) => countsIn(grant, where)).flatMap(({ can }) => can))];
}

/** Does what is held here count there? */
export function countsIn(held: Place, where: Where): boolean {
  const { businessUnit, infrastructure, service } = scopeFrom(where);
  if (held.service !== null) return held.service === service;
  if (held.infrastructure !== null) return held.infrastructure === infrastructure;
  return held.businessUnit === null || held.businessUnit === businessUnit;
}

/** Is that the whole datacenter? */
export function isEverywhere({ businessUnit, infrastructure, service }: Place): boolean {
  return businessUnit === null && infrastructure === null && service === null;
}

/** Every level of a place; null where it is not that deep. */
export function placeFrom(where: Where): Place {
  const { businessUnit, infrastructure = null, service = null } = scopeFrom(where);
  return { businessUnit, infrastructure, service };
}

function scopeFrom(where: Where): Scope {
  return typeof where === "string" || where === null ? { businessUnit: where } : where;
}

function whoMay(permission: Permission): string {
  const roles = (Object.keys(ROLES) as BuiltInRole[]).filter((role) => ROLES[role].includes(permission));
  return roleText(roles[0] ?? "datacenter-admin");
}
