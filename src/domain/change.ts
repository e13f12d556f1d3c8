/** A change to an infrastructure: what differs, and what it needs more of. */
import { type Amounts, MEASURES, NOTHING } from "./amount.ts";
import { amountsOf, type InfrastructurePlan, type RolePlan, type ServicePlan } from "./infrastructure.ts";

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
