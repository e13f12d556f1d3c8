/** What people may choose from where something is to be named: what they are offered, and what is theirs. */
import type { Actor } from "../domain/actor.ts";
import { type OfferedKind, offeredNames } from "../domain/offer.ts";
import { visibleUnits } from "./machines.ts";
import { unitsSeenBy } from "./own-unit.ts";
import type { Datacenters, Infrastructures, Offers, ResourceKind, Units, Vms } from "./reads.ts";

/** The sorts of things that arguments name. */
export type Nameable = ResourceKind | "template" | "host-group" | "unit" | "infrastructure" | "role" | "machine";

/** Names of that sort, in the order in which they are shown. */
export type Choices = (of: Nameable, actor: Actor) => Promise<string[]>;

export interface ChoiceRooms {
  datacenters: Datacenters;
  offers: Offers;
  units: Units;
  infrastructures: Infrastructures;
  vms: Vms;
}

export function startChoices(rooms: ChoiceRooms): Choices {
  const { datacenters, units, infrastructures, vms } = rooms;
  return async (of, actor) => {
    switch (of) {
      case "machine":
        return (await vms.list({ units: visibleUnits(actor) })).map(({ name }) => name);
      case "unit":
        return unitsSeenBy(await units.all(), actor).map(({ name }) => name);
      case "infrastructure":
        return (await infrastructures.list(visibleUnits(actor))).map(({ name }) => name);
      case "role":
        return (await infrastructures.list(visibleUnits(actor))).flatMap(({ name, services }) =>
          services.flatMap((service) => service.roles.map((role) => `${name}/${service.name}/${role.name}`)),
        );
      case "template":
      case "network":
      case "environment":
        return offeredTo(of, actor, rooms);
      case "host-group":
        return (await datacenters.facts()).hostGroups;
      default:
        return (await datacenters.facts()).resources[of];
    }
  };
}

/** What any of the person's business units is offered; for who sees them all, all that there is. */
async function offeredTo(kind: OfferedKind, actor: Actor, { datacenters, offers }: ChoiceRooms): Promise<string[]> {
  const { resources, templates } = await datacenters.facts();
  const all = kind === "template" ? templates.map(({ name }) => name) : resources[kind];
  const units = visibleUnits(actor);
  if (units === null) return all;
  const own = await Promise.all(units.map((unit) => offers.to(unit)));
  const offered = new Set(own.flatMap((one) => (one ? offeredNames(kind, one) : [])));
  return all.filter((name) => offered.has(name));
}
