/** What a person's business units are offered, as the catalogue shows it. */
import type { CatalogueSection } from "../cards/catalog-card.ts";
import type { Actor } from "../domain/actor.ts";
import { type OfferedKind, offeredNames } from "../domain/offer.ts";
import { sightOf, unitsOf } from "../domain/sight.ts";
import type { DatacenterFacts, Offers, UnitOffer, Units } from "./datacenter-ports.ts";
import { ownUnit } from "./own-unit.ts";

/**
 * The unit of this name, or every one of the person's own; for who has a role in the datacenter, all that there is.
 * Throws a Refusal `not-found` for others' units.
 */
export async function offeredUnits(
  { units, offers }: { units: Units; offers: Offers },
  facts: DatacenterFacts,
  name: string | undefined,
  actor: Actor,
): Promise<CatalogueSection[]> {
  if (name === undefined && sightOf(actor).units === null) return [wholeOf(facts)];
  const ids = name === undefined ? unitsOf(actor) : [ownUnit(await units.all(), name, actor).id];
  const found = (await Promise.all(ids.map((id) => offers.to(id)))).flatMap((one) => one ?? []);
  return found.map((one) => sectionOf(one, facts)).sort((a, b) => a.unit.localeCompare(b.unit));
}

function wholeOf({ resources, templates }: DatacenterFacts): CatalogueSection {
  return { unit: null, environments: resources.environment, networks: resources.network, templates, ceiling: null };
}

function sectionOf(offer: UnitOffer, { templates }: DatacenterFacts) {
  const named = (kind: OfferedKind) => offeredNames(kind, offer);
  return {
    ...{ unit: offer.unit, environments: named("environment"), networks: named("network"), ceiling: offer.ceiling },
    templates: templates.filter(({ name }) => named("template").includes(name)),
  };
}
