/** Where a role is given or taken: in a business unit, or in an infrastructure or service of one. */
import type { Actor, Place } from "../domain/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import type { App } from "./app.ts";
import { ownUnit } from "./own-unit.ts";
import type { Infrastructure } from "./reads.ts";
import { seenPart } from "./seen-part.ts";

interface NamedPlace {
  place: Place;
  /** `retail`, `shop/web` */
  called: string;
}

/** `on` is a path's names. Refuses `not-found` for what this person does not see, `ambiguous` when nothing says which unit. */
export async function placeNamed(
  { units, infrastructures }: Pick<App, "units" | "infrastructures">,
  { bu, on }: { bu?: string | undefined; on?: string[] | undefined },
  actor: Actor,
): Promise<NamedPlace> {
  const unit = on && bu === undefined ? null : ownUnit(await units.all(), bu, actor);
  if (!on) return { place: { ...NOWHERE, businessUnit: unit?.id ?? null }, called: unit?.name ?? "" };
  const found = await infrastructures.byName(on[0] ?? "");
  const seen = found && (unit === null || found.businessUnit === unit.id) ? seenPart(found, actor) : null;
  const called = on.join("/");
  if (!seen) throw nothingAt(called);
  return { place: placeIn(seen, on), called };
}

const NOWHERE: Place = { businessUnit: null, infrastructure: null, service: null };

function placeIn({ id, businessUnit, services }: Infrastructure, [infra, serviceName]: string[]): Place {
  if (serviceName === undefined) return { businessUnit, infrastructure: id, service: null };
  const service = services.find(({ name }) => name === serviceName);
  if (!service) throw nothingAt(`${infra}/${serviceName}`);
  return { businessUnit, infrastructure: id, service: service.id };
}

function nothingAt(path: string): Refusal {
  return new Refusal("not-found", `there is nothing at ${path}`, "see yours: infra list");
}
