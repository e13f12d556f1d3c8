/** Business units: one with what it has, all of them, and who belongs to one. */

import { type Identity, identityText } from "../domain/actor.ts";
import type { Card, Fact } from "./card.ts";
import { listCard } from "./list-card.ts";
import { listText } from "./text.ts";

export interface UnitView {
  name: string;
  costCenter: string;
  channel: string | null;
}

/** One role of one person. */
export interface MemberView {
  person: string;
  name: string;
  role: string;
  /** The part of the business unit in which it is held, `shop/web`; null: all of it. */
  on: string | null;
  identities: string[];
}

/** One business unit, its infrastructures by name and its members. */
export function unitCard(unit: UnitView, infrastructures: string[], members: MemberView[]): Card {
  const facts: Fact[] = [
    { label: "Cost centre", value: unit.costCenter },
    { label: "Channel", value: unit.channel ?? "–" },
    { label: "Infrastructures", value: listText(infrastructures) },
    { label: "Members", value: listText(byPerson(members).map(({ name }) => name)) },
  ];
  return { title: `Business unit ${unit.name}`, tone: "plain", blocks: [{ type: "facts", facts }], buttons: [] };
}

/** Many business units, a line each. */
export function unitsCard(units: UnitView[]): Card {
  const rows = units.map(({ name, costCenter, channel }) => [name, costCenter, channel ?? "–"]);
  const columns = ["business unit", "cost centre", "channel"];
  return listCard(["business unit", "business units"], columns, rows);
}

/** Who holds which roles. `of` is a business unit or the datacenter. */
export function membersCard(of: string, members: MemberView[]): Card {
  const columns = ["person", "roles", "known as"];
  const rows = byPerson(members).map(({ name, roles, identities }) => [name, roles.join(", "), identities.join(", ")]);
  return { title: `Members of ${of}`, tone: "plain", blocks: [{ type: "table", columns, rows }], buttons: [] };
}

/** Who somebody is: `places` are roles in words, such as `bu-admin of retail`; `deputies` say who stands in for whom. */
export function whoamiCard(
  name: string,
  identity: Identity,
  places: string[],
  units: string[],
  deputies: Fact[] = [],
): Card {
  const facts: Fact[] = [
    { label: "Name", value: name },
    { label: "Roles", value: listText(places) },
    { label: "Business units", value: listText(units) },
    ...deputies,
    { label: "Known as", value: identityText(identity) },
  ];
  return { title: `You are ${name}`, tone: "plain", blocks: [{ type: "facts", facts }], buttons: [] };
}

/** One entry a person, with all the roles held. */
function byPerson(members: MemberView[]): { name: string; roles: string[]; identities: string[] }[] {
  const people = new Map<string, { name: string; roles: string[]; identities: string[] }>();
  for (const { person, name, role, on, identities } of members) {
    const known = people.get(person) ?? { name, roles: [], identities };
    people.set(person, { ...known, roles: [...known.roles, on === null ? role : `${role} of ${on}`] });
  }
  return [...people.values()];
}
