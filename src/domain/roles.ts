/** What there is to permit, in words, and the roles that are built in. */

/** Every permission with what it lets somebody do. */
export const PERMISSIONS = {
  "unit.see": "see business units, their infrastructures and members",
  "catalog.see": "see what can be asked for, and at which prices",
  "vm.see": "see machines",
  "vm.ask": "ask for machines, and for their end",
  "vm.operate": "start, stop and otherwise act on machines",
  "vm.create": "make and delete machines without being approved",
  "infra.edit": "plan infrastructures and ask for them",
  "member.edit": "give and take roles",
  "report.see": "see reports on use and cost",
  "report.schedule": "have reports posted regularly",
  "budget.edit": "set budgets",
  "infra.provision": "provision infrastructures",
  "job.cancel": "end other people's jobs",
  "datacenter.see": "see the datacenter: hosts, prices, limits, who uses what",
  "datacenter.edit": "change the datacenter",
  "role.edit": "define roles, and give them in the whole datacenter",
  "charge.refund": "give back what was charged",
  "policy.see": "see and try out the policy of who is asked",
  "policy.edit": "change the policy of who is asked",
  "audit.see": "read and verify the audit log",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;

/** They count where a role is held in the whole datacenter, and nowhere else. */
export const DATACENTER_WIDE: ReadonlySet<Permission> = new Set([
  "datacenter.see",
  "datacenter.edit",
  "role.edit",
  "charge.refund",
  "policy.see",
  "policy.edit",
  "audit.see",
]);

export type BuiltInRole = "user" | "operator" | "bu-admin" | "datacenter-admin";

const USER: Permission[] = ["unit.see", "catalog.see", "vm.see", "vm.ask", "vm.operate", "report.see"];
const OPERATOR: Permission[] = [...USER, "vm.create"];
const BU_ADMIN: Permission[] = [...OPERATOR, "infra.edit", "member.edit", "report.schedule", "budget.edit"];

/** What each built-in role may do. Roles add up. */
export const ROLES: Record<BuiltInRole, readonly Permission[]> = {
  user: USER,
  operator: OPERATOR,
  "bu-admin": BU_ADMIN,
  "datacenter-admin": Object.keys(PERMISSIONS) as Permission[],
};

const NAMES: Record<BuiltInRole, string> = {
  user: "a user",
  operator: "an operator",
  "bu-admin": "an admin of the business unit",
  "datacenter-admin": "an admin of the datacenter",
};

/** What people call who holds this role: a built-in one in words, a defined one by its name. */
export function roleText(role: string): string {
  return isBuiltIn(role) ? NAMES[role] : role;
}

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}

export function isBuiltIn(role: string): role is BuiltInRole {
  return Object.hasOwn(ROLES, role);
}
