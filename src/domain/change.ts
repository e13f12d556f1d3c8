/** A change to an infrastructure: what differs, what it needs more of, and who is in its way. */
import { type Amounts, amountText, MEASURE_NAMES, MEASURES, NOTHING, plus } from "./amount.ts";
import { amountsOf, type InfrastructurePlan, type RolePlan, type ServicePlan } from "./infrastructure.ts";
import { Refusal } from "./refusal.ts";

/** A machine that takes its share, or one that is asked for and holds it. */
export interface Occupant {
  id: string;
  name: string;
  /** Ids of where it belongs. */
  service: string;
  role: string;
  template: string;
  amounts: Amounts;
}

/** By how much each measure grows; what shrinks or stays is nothing. */
export function growthOf(before: InfrastructurePlan, after: InfrastructurePlan): Amounts {
  const [was, is] = [amountsOf(before), amountsOf(after)];
  const grown = MEASURES.map((measure) => [measure, Math.max(0, is[measure] - was[measure])]);
  return { ...NOTHING, ...Object.fromEntries(grown) };
}

/** Is it the same but for its last day and the reason for which it was once asked? */
export function isSamePlan(one: InfrastructurePlan, other: InfrastructurePlan): boolean {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

/** Services and roles that the plan has and the other has not. */
export function newParts(
  before: InfrastructurePlan,
  after: InfrastructurePlan,
): { services: string[]; roles: string[] } {
  const known = new Set(partsIn(before));
  const services = after.services.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const roles = after.services.flatMap((service) => service.roles).filter(({ id }) => !known.has(id));
  return { services, roles: roles.map(({ id }) => id) };
}

/**
 * Only what the plan names anew: services without anything new are left out of it. What was granted once may stay,
 * whatever is offered since.
 */
export function novelties(before: InfrastructurePlan, after: InfrastructurePlan): InfrastructurePlan {
  const services = after.services.flatMap((service) => {
    const was = before.services.find(({ id }) => id === service.id);
    return was ? newlyNamed(was, service) : [service];
  });
  return { ...after, services };
}

function newlyNamed(was: ServicePlan, service: ServicePlan): ServicePlan[] {
  const known = new Set([...was.networks, ...was.templates, ...was.roles.flatMap(namesIn)]);
  const unknown = (names: string[]) => names.filter((name) => !known.has(name));
  const roles = service.roles.map((role) => ({
    ...role,
    templates: unknown(role.templates),
    network: role.network && known.has(role.network) ? null : role.network,
  }));
  const [networks, templates] = [unknown(service.networks), unknown(service.templates)];
  const resource = (kind: "domain" | "balancer" | "san") => (service[kind] === was[kind] ? null : service[kind]);
  const single = { domain: resource("domain"), balancer: resource("balancer"), san: resource("san") };
  const isNew =
    service.environment !== was.environment ||
    [...networks, ...templates, ...roles.flatMap(namesIn)].length > 0 ||
    Object.values(single).some((name) => name !== null);
  return isNew ? [{ ...service, ...single, networks, templates, roles }] : [];
}

function namesIn({ templates, network }: RolePlan): string[] {
  return [...templates, ...(network ? [network] : [])];
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

/** A service that names no templates leaves it to its roles. */
function requireTemplates(path: string, { templates }: { templates: string[] }, within: Occupant[]): void {
  if (templates.length === 0) return;
  const strays = within.filter(({ template }) => !templates.includes(template));
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
  const names = machines.map(({ name }) => name).sort(BY_NUMBER.compare);
  return new Refusal("in-use", `${sentence} by ${names.join(", ")}`, `look at them: vm list --on ${path}`);
}

/** `b-2` comes before `b-10`. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

function partsIn({ services }: InfrastructurePlan): string[] {
  return services.flatMap((service) => [service.id, ...service.roles.map(({ id }) => id)]);
}

/** In one order of names and of fields, whoever made it. */
function bare({ id, memoryMb, diskGb, vcpu, vms, services }: InfrastructurePlan): unknown {
  return [id, memoryMb, diskGb, vcpu, vms, inOrder(services).map(bareService)];
}

function bareService({ id, name, environment, memoryMb, diskGb, ...more }: ServicePlan): unknown {
  const { networks, templates, domain, balancer, san, roles } = more;
  const own = [id, name, environment, memoryMb, diskGb, networks, templates, domain, balancer, san];
  return [...own, inOrder(roles).map(({ id, name, templates, network, max }) => [id, name, templates, network, max])];
}

function inOrder<T extends { id: string }>(parts: T[]): T[] {
  return parts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
