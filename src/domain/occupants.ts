/** The machines of an infrastructure that are in the way of a change to it. */
import { type Amounts, amountText, MEASURE_NAMES, MEASURES, NOTHING, plus } from "./amount.ts";
import type { InfrastructurePlan, RolePlan, ServicePlan } from "./infrastructure.ts";
import { Refusal } from "./refusal.ts";
import { OWN_SIZE } from "./survey.ts";

/** A machine that takes its share, or one that is asked for and holds it; once more as what it is asked to become. */
export interface Occupant {
  id: string;
  name: string;
  /** Ids of where it belongs. */
  service: string;
  role: string;
  template: string;
  amounts: Amounts;
}

/** Refuses what would take away something that machines use, naming them. */
export function requireUnused(before: InfrastructurePlan, after: InfrastructurePlan, occupants: Occupant[]): void {
  requireRoomFor(after.name, limitsOf(before), limitsOf(after), occupants);
  for (const service of before.services) {
    const path = `${after.name}/${service.name}`;
    const within = occupants.filter((one) => one.service === service.id);
    requireService(
      path,
      service,
      after.services.find(({ id }) => id === service.id),
      within,
    );
  }
}

/** Of an infrastructure as a whole. */
function limitsOf({ memoryMb, diskGb, vcpu, vms }: InfrastructurePlan): Limits {
  return { memoryMb, diskGb, vcpu, vms };
}

type Limits = Partial<Record<keyof Amounts, number | null>>;

function requireService(path: string, before: ServicePlan, after: ServicePlan | undefined, within: Occupant[]): void {
  if (!after) {
    requireNone(within, `${path} cannot be removed`, path);
    return;
  }
  requireRoomFor(path, before, after, within);
  requireTemplates(path, after, within);
  for (const role of before.roles) {
    const inRole = within.filter((one) => one.role === role.id);
    const rolePath = `${path}/${role.name}`;
    const left = after.roles.find(({ id }) => id === role.id);
    if (!left) requireNone(inRole, `${rolePath} cannot be removed`, rolePath);
    else requireRole(rolePath, { before, role }, { before: after, role: left }, inRole);
  }
}

interface RoleIn {
  before: ServicePlan;
  role: RolePlan;
}

function requireRole(path: string, was: RoleIn, is: RoleIn, within: Occupant[]): void {
  requireRoomFor(path, { vms: was.role.max }, { vms: is.role.max }, within);
  requireTemplates(path, is.role, within);
  const network = networkOf(was);
  if (network === networkOf(is)) return;
  requireNone(within, `${path} cannot leave network ${network ?? "default"}`, path);
}

/** The network that machines of the role are on; the role's own comes before the service's first. */
function networkOf({ before, role }: RoleIn): string | null {
  return role.network ?? before.networks[0] ?? null;
}

/** A service that names no templates leaves it to its roles; what was imported with a size of its own is of none. */
function requireTemplates(path: string, { templates }: { templates: string[] }, within: Occupant[]): void {
  if (templates.length === 0) return;
  const strays = within.filter(({ template }) => template !== OWN_SIZE && !templates.includes(template));
  const names = [...new Set(strays.map(({ template }) => template))].join(", ");
  requireNone(strays, `${path} cannot do without template ${names}`, path);
}

/** What goes down may not go below what is taken. */
function requireRoomFor(path: string, before: Limits, after: Limits, within: Occupant[]): void {
  const taken = within.map(({ amounts }) => amounts).reduce(plus, NOTHING);
  const [measure] = MEASURES.filter((one) => {
    const limit = after[one] ?? null;
    return limit !== null && limit < (before[one] ?? Infinity) && limit < taken[one];
  });
  if (!measure) return;
  const [down, used] = [amountText(measure, after[measure] ?? 0), amountText(measure, taken[measure])];
  const what = measure === "memoryMb" || measure === "diskGb" ? ` ${MEASURE_NAMES[measure]}` : "";
  throw inTheWay(
    within.filter(({ amounts }) => amounts[measure] > 0),
    `${path} cannot go down to ${down}${what}: ${used} of it are in use`,
    path,
  );
}

function requireNone(within: Occupant[], sentence: string, path: string): void {
  if (within.length > 0) throw inTheWay(within, `${sentence}: it is in use`, path);
}

function inTheWay(machines: Occupant[], sentence: string, path: string): Refusal {
  const names = [...new Set(machines.map(({ name }) => name))].sort(BY_NUMBER.compare);
  return new Refusal("in-use", `${sentence} by ${names.join(", ")}`, `look at them: vm list --on ${path}`);
}

/** `b-2` comes before `b-10`. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });
