/** Where machines belong: infrastructures, services and roles by their paths, as far as somebody sees them. */
import type { Actor } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Infrastructure, Infrastructures } from "./reads.ts";
import { seenPart } from "./seen-part.ts";

type Rooms = { infrastructures: Infrastructures };

/** The infrastructure at which a path begins, as far as this person sees it. */
export async function findInfrastructure(
  { infrastructures }: Rooms,
  path: string,
  actor: Actor,
): Promise<Infrastructure | null> {
  const found = await infrastructures.byName(path.split("/")[0] ?? "");
  return found && seenPart(found, actor);
}

/** Refuses `not-found` for a path, or the beginning of one, at which this person sees nothing. */
export async function requirePath({ infrastructures }: Rooms, path: string, actor: Actor): Promise<void> {
  const [, serviceName, roleName] = path.split("/");
  const infrastructure = await findInfrastructure({ infrastructures }, path, actor);
  const service = infrastructure?.services.find((one) => one.name === serviceName);
  const role = service?.roles.find((one) => one.name === roleName);
  const depth = path.split("/").length;
  if ([infrastructure, service, role][depth - 1]) return;
  throw new Refusal("not-found", `there is nothing at ${path}`, "see yours: infra list");
}

/** Throws a Refusal `not-found`. */
export function findRole(infrastructure: Infrastructure, path: string) {
  const [, serviceName, roleName] = path.split("/");
  const service = infrastructure.services.find((one) => one.name === serviceName);
  const role = service?.roles.find((one) => one.name === roleName);
  if (!service || !role) throw noRole(path);
  return { service, role };
}

export function noRole(path: string): Refusal {
  return new Refusal("not-found", `there is no role ${path}`, "see yours: infra list");
}

/** What is new in an infrastructure is provisioned after the rest. Whether it is wound up is asked under the lock. */
export function requireUsable(
  { name, state, unprovisioned }: Infrastructure,
  place: ReturnType<typeof findRole>,
  path: string,
): void {
  const isWaiting = [place.service.id, place.role.id].some((id) => unprovisioned.includes(id));
  if (state !== "approved" && !isWaiting) return;
  throw new Refusal(
    "wrong-state",
    `${isWaiting ? path : name} is approved and not provisioned yet`,
    `an admin of the datacenter provisions it: infra provision ${name}`,
  );
}
