/** What of an infrastructure lies unused, and its plan without that. */
import type { Amounts } from "./amount.ts";
import type { InfrastructurePlan } from "./infrastructure.ts";

/** A service keeps at least so much: 1 GB of memory, and of storage. */
const LEAST = { memoryMb: 1024, diskGb: 1 };

/** Each service has just what its machines take, and the whole what its services have. `used`: by a service's id. */
export function withoutUnused(plan: InfrastructurePlan, used: Record<string, Amounts>): InfrastructurePlan {
  const services = plan.services.map((service) => ({
    ...service,
    memoryMb: Math.min(service.memoryMb, Math.max(LEAST.memoryMb, used[service.id]?.memoryMb ?? 0)),
    diskGb: Math.min(service.diskGb, Math.max(LEAST.diskGb, used[service.id]?.diskGb ?? 0)),
  }));
  const sum = (measure: "memoryMb" | "diskGb") => services.reduce((all, service) => all + service[measure], 0);
  return {
    ...plan,
    services,
    memoryMb: Math.min(plan.memoryMb, Math.max(LEAST.memoryMb, sum("memoryMb"))),
    diskGb: Math.min(plan.diskGb, Math.max(LEAST.diskGb, sum("diskGb"))),
  };
}

/** Is there less in the one than in the other? */
export function isLess(plan: InfrastructurePlan, before: InfrastructurePlan): boolean {
  return plan.memoryMb < before.memoryMb || plan.diskGb < before.diskGb;
}
