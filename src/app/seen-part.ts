/** Infrastructures as far as a person sees them: whole, or the services in which they hold a role. */
import type { Actor } from "../domain/actor.ts";
import { may, type Where } from "../domain/permission.ts";
import type { Permission } from "../domain/roles.ts";
import { sees, sightOf } from "../domain/sight.ts";
import type { Infrastructure, Infrastructures } from "./reads.ts";

/**
 * The infrastructure with the services in which this person may do that, or holds any role; null when there are none.
 * Whoever holds it for a service alone is not told what the whole has.
 */
export function seenPart(one: Infrastructure, actor: Actor, permission?: Permission): Infrastructure | null {
  const isSeen = (where: Where) => (permission ? may(actor, permission, where) : sees(actor, where));
  const whole = { businessUnit: one.businessUnit, infrastructure: one.id };
  if (isSeen(whole)) return one;
  const services = one.services.filter(({ id }) => isSeen({ ...whole, service: id }));
  return services.length === 0 ? null : { ...one, services, isPart: true };
}

/** All in which this person may do that, each as far as they may. */
export async function seenInfrastructures(
  infrastructures: Infrastructures,
  actor: Actor,
  permission: Permission,
): Promise<Infrastructure[]> {
  const found = await infrastructures.list(sightOf(actor, permission));
  return found.flatMap((one) => seenPart(one, actor, permission) ?? []);
}
