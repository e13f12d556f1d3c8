/** What people may choose from where something is to be named: what they are offered, and what is theirs. */
import type { Actor } from "../domain/actor.ts";
import { visibleUnits } from "./machines.ts";
import type { Datacenters, Infrastructures, ResourceKind, Vms } from "./reads.ts";

/** The sorts of things that arguments name. */
export type Nameable = ResourceKind | "template" | "host-group" | "infrastructure" | "role" | "machine";

/** Names of that sort, in the order in which they are shown. */
export type Choices = (of: Nameable, actor: Actor) => Promise<string[]>;

export interface ChoiceRooms {
  datacenters: Datacenters;
  infrastructures: Infrastructures;
  vms: Vms;
}

export function startChoices({ datacenters, infrastructures, vms }: ChoiceRooms): Choices {
  return async (of, actor) => {
    switch (of) {
      case "machine":
        return (await vms.list({ units: visibleUnits(actor) })).map(({ name }) => name);
      case "infrastructure":
        return (await infrastructures.list(visibleUnits(actor))).map(({ name }) => name);
      case "role":
        return (await infrastructures.list(visibleUnits(actor))).flatMap(({ name, services }) =>
          services.flatMap((service) => service.roles.map((role) => `${name}/${service.name}/${role.name}`)),
        );
      case "template":
        return (await datacenters.facts()).templates.map(({ name }) => name);
      case "host-group":
        return (await datacenters.facts()).hostGroups;
      default:
        return (await datacenters.facts()).resources[of];
    }
  };
}
