/** Who may: the rights that each role carries, and where. */
import type { Actor, Grant, Holder, Role } from "./actor.ts";
import { Refusal } from "./refusal.ts";

const KNOWN = ["unit.see", "catalog.see", "vm.see", "vm.ask", "vm.operate"] as const;
/** `vm.create`: creating, resizing and deleting without being approved. */
const OPERATOR = [...KNOWN, "vm.create"] as const;
const BU_ADMIN = [...OPERATOR, "infra.edit", "member.edit"] as const;
const DATACENTER_ADMIN = [...BU_ADMIN, "infra.provision", "datacenter.edit"] as const;

export type Permission = (typeof DATACENTER_ADMIN)[number];

/** What each built-in role may do. Roles add up. */
export const ROLES: Record<Role, readonly Permission[]> = {
  user: KNOWN,
  operator: OPERATOR,
  "bu-admin": BU_ADMIN,
  "datacenter-admin": DATACENTER_ADMIN,
};

/** May this person do that, in this business unit (its id), or anywhere when none is named? */
export function may(actor: Holder, permission: Permission, businessUnit?: string | null): boolean {
  return actor.grants.some(
    (grant) =>
      ROLES[grant.role].includes(permission) &&
      (grant.businessUnit === null || businessUnit === undefined || grant.businessUnit === businessUnit),
  );
}

/** Refuses who may not. */
export function requirePermission(actor: Actor, permission: Permission, businessUnit?: string | null): void {
  if (may(actor, permission, businessUnit)) return;
  throw new Refusal("forbidden", `${actor.name} may not do that`, `it needs ${whoMay(permission)}; see: help`);
}

/** Does this person hold the role there? Roles of the datacenter count everywhere. */
export function holdsRole(actor: Holder, role: Role, businessUnit: string | null): boolean {
  return actor.grants.some((grant) => grant.role === role && countsIn(grant, businessUnit));
}

/** The roles that this person holds there. */
export function rolesOf({ grants }: Holder, businessUnit: string | null): string[] {
  return [...new Set(grants.filter((grant) => countsIn(grant, businessUnit)).map(({ role }) => role))];
}

/** All that this person may do there. */
export function permissionsOf({ grants }: Holder, businessUnit: string | null): Permission[] {
  return [...new Set(grants.filter((grant) => countsIn(grant, businessUnit)).flatMap(({ role }) => ROLES[role]))];
}

function countsIn(grant: Grant, businessUnit: string | null): boolean {
  return grant.businessUnit === null || grant.businessUnit === businessUnit;
}

/** Does this person see everything, or only their own business units? */
export function seesAll(actor: Actor): boolean {
  return actor.grants.some((grant) => grant.businessUnit === null);
}

/** The ids of the business units of which this person holds a role. */
export function unitsOf(actor: Actor): string[] {
  return [...new Set(actor.grants.flatMap((grant) => (grant.businessUnit === null ? [] : [grant.businessUnit])))];
}

/** What people call a role. */
export const ROLE_NAMES: Record<Role, string> = {
  user: "a user",
  operator: "an operator",
  "bu-admin": "an admin of the business unit",
  "datacenter-admin": "an admin of the datacenter",
};

function whoMay(permission: Permission): string {
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => ROLES[role].includes(permission));
  return ROLE_NAMES[roles[0] ?? "datacenter-admin"];
}
