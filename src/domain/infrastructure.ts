/** An infrastructure as it is planned: what a business unit gets, its services, and the roles of their machines. */
import { type Amounts, amountText, MEASURE_NAMES, NOTHING } from "./amount.ts";
import { Refusal } from "./refusal.ts";

export interface InfrastructurePlan {
  id: string;
  name: string;
  memoryMb: number;
  diskGb: number;
  vcpu: number | null;
  vms: number | null;
  /** The day, `YYYY-MM-DD`, on which it is expected to end; null: open. */
  until: string | null;
  reason: string;
  services: ServicePlan[];
}

/** What has become of it since it was granted. */
export type InfrastructureState = "approved" | "provisioned" | "decommissioning" | "decommissioned";

export interface ServicePlan {
  id: string;
  name: string;
  environment: string;
  memoryMb: number;
  diskGb: number;
  networks: string[];
  templates: string[];
  domain: string | null;
  balancer: string | null;
  san: string | null;
  roles: RolePlan[];
}

export interface RolePlan {
  id: string;
  name: string;
  templates: string[];
  network: string | null;
  /** The most machines it may have; null: as many as the quota allows. */
  max: number | null;
}

/** What a plan takes of the datacenter. */
export function amountsOf(plan: InfrastructurePlan): Amounts {
  return { ...NOTHING, memoryMb: plan.memoryMb, diskGb: plan.diskGb, vcpu: plan.vcpu ?? 0, vms: plan.vms ?? 0 };
}

/** What is still missing or does not add up, as sentences; empty when it can be submitted. */
export function gaps(plan: InfrastructurePlan): string[] {
  if (plan.services.length === 0) return [`${plan.name} has no service yet (infra service ${plan.name}/NAME …)`];
  return [...plan.services.flatMap((service) => serviceGaps(plan, service)), ...overdrawn(plan)];
}

/** Refuses a plan that cannot be submitted, with everything that is missing. */
export function requireComplete(plan: InfrastructurePlan): void {
  const missing = gaps(plan);
  if (missing.length === 0) return;
  throw new Refusal(
    "incomplete",
    `${plan.name} is not complete: ${missing.join("; ")}`,
    `look at it: infra show ${plan.name}`,
  );
}

/** The plan whose services share what it has: where they want more, each gets its part of it, rounded down. */
export function withinItself(plan: InfrastructurePlan): InfrastructurePlan {
  const part = (measure: "memoryMb" | "diskGb", wanted: number) => {
    const all = plan.services.reduce((sum, service) => sum + service[measure], 0);
    return all <= plan[measure] ? wanted : Math.floor((wanted * plan[measure]) / all);
  };
  const services = plan.services.map((service) => ({
    ...service,
    memoryMb: part("memoryMb", service.memoryMb),
    diskGb: part("diskGb", service.diskGb),
  }));
  return { ...plan, services };
}

function serviceGaps(plan: InfrastructurePlan, service: ServicePlan): string[] {
  const path = `${plan.name}/${service.name}`;
  if (service.roles.length === 0) return [`${path} has no role yet (infra role ${path}/NAME …)`];
  return service.roles.flatMap((role) => {
    const strays = [
      ...straysOf("template", role.templates, service.templates),
      ...straysOf("network", role.network === null ? [] : [role.network], service.networks),
    ];
    return strays.map((stray) => `${path}/${role.name} uses ${stray}, which ${path} does not`);
  });
}

/** What a role uses and its service does not; a service that names none leaves it to its roles. */
function straysOf(what: string, used: string[], ofService: string[]): string[] {
  if (ofService.length === 0) return [];
  return used.filter((name) => !ofService.includes(name)).map((name) => `${what} ${name}`);
}

/** The measures of which the services together want more than the infrastructure has. */
function overdrawn(plan: InfrastructurePlan): string[] {
  return (["memoryMb", "diskGb"] as const).flatMap((measure) => {
    const wanted = plan.services.reduce((sum, service) => sum + service[measure], 0);
    if (wanted <= plan[measure]) return [];
    return [
      `its services want ${amountText(measure, wanted)} ${MEASURE_NAMES[measure]}, and ${plan.name} has ${amountText(measure, plan[measure])}`,
    ];
  });
}
