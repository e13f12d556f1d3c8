/** What people may choose from where something is to be named: what they are offered, and what is theirs. */
import type { ActionLine } from "../cards/action-view.ts";
import type { Actor } from "../domain/actor.ts";
import { baseOf, isCustom } from "../domain/custom-action.ts";
import { mayGive } from "../domain/giving.ts";
import { type OfferedKind, offeredNames } from "../domain/offer.ts";
import { sightOf } from "../domain/sight.ts";
import type { ActionShelf } from "./actions.ts";
import type { Datacenters, Offers, ResourceKind, Units } from "./datacenter-ports.ts";
import { unitsSeenBy } from "./own-unit.ts";
import type { RoleBook } from "./people-ports.ts";
import type { Infrastructure, Infrastructures, Vms } from "./reads.ts";
import { seenInfrastructures } from "./seen-part.ts";

/** The sorts of things that arguments name: `role` is one of machines, `given-role` one that people hold. */
export type Nameable =
  | ResourceKind
  | ("template" | "host-group" | "unit" | "infrastructure" | "place" | "role" | "machine" | "action" | "own-action")
  | ("given-role" | "defined-role");

/** Names of that sort, in the order in which they are shown. */
export type Choices = (of: Nameable, actor: Actor) => Promise<string[]>;

export interface ChoiceRooms {
  actions: Pick<ActionShelf, "list">;
  datacenters: Datacenters;
  offers: Offers;
  units: Units;
  infrastructures: Infrastructures;
  vms: Vms;
  roleBook: RoleBook;
}

export function startChoices(rooms: ChoiceRooms): Choices {
  const { actions, datacenters, units, infrastructures, vms, roleBook } = rooms;
  return async (of, actor) => {
    switch (of) {
      case "machine":
        return (await vms.list(sightOf(actor, "vm.see"))).map(({ name }) => name);
      case "unit":
        return unitsSeenBy(await units.all(), actor).map(({ name }) => name);
      case "infrastructure":
        return (await seenInfrastructures(infrastructures, actor, "unit.see")).map(({ name }) => name);
      case "place":
        return (await seenInfrastructures(infrastructures, actor, "member.edit")).flatMap(placesIn);
      case "role":
        return (await seenInfrastructures(infrastructures, actor, "vm.ask")).flatMap(rolesIn);
      case "given-role":
        return (await roleBook.all()).filter((role) => mayGive(actor, role)).map(({ name }) => name);
      case "defined-role":
        return (await roleBook.all()).filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name);
      case "action":
        return (await actions.list()).map(({ name }) => name);
      case "own-action":
        return ownActions(await actions.list());
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

/** Those that `vm run` may name. */
function ownActions(lines: ActionLine[]): string[] {
  const inForce = lines.filter(({ name, isEnabled, published }) => isCustom(name) && isEnabled && published !== null);
  return [...new Set(inForce.map(({ name }) => baseOf(name)))];
}

/** What any of the person's business units is offered; for who sees them all, all that there is. */
async function offeredTo(kind: OfferedKind, actor: Actor, { datacenters, offers }: ChoiceRooms): Promise<string[]> {
  const { resources, templates } = await datacenters.facts();
  const all = kind === "template" ? templates.map(({ name }) => name) : resources[kind];
  if (sightOf(actor).units === null) return all;
  const units = new Set(actor.grants.flatMap(({ businessUnit }) => businessUnit ?? []));
  const own = await Promise.all([...units].map((unit) => offers.to(unit)));
  const offered = new Set(own.flatMap((one) => (one ? offeredNames(kind, one) : [])));
  return all.filter((name) => offered.has(name));
}

/** `shop`, where all of it is seen, and `shop/web`. */
function placesIn({ name, services, isPart }: Infrastructure): string[] {
  return [...(isPart ? [] : [name]), ...services.map((service) => `${name}/${service.name}`)];
}

function rolesIn({ name, services }: Infrastructure): string[] {
  return services.flatMap((service) => service.roles.map((role) => `${name}/${service.name}/${role.name}`));
}
