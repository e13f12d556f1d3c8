/** What a person sees: the places in which they hold a role; all others do not exist for them. */
import type { Actor } from "./actor.ts";
import { countsIn, isEverywhere, type Where } from "./permission.ts";
import type { Permission } from "./roles.ts";

/** Ids of business units, and of infrastructures and services of other ones. `units` null: everything. */
export interface Sight {
  units: string[] | null;
  infrastructures?: string[];
  services?: string[];
}

/** The places in which they hold a role that lets them do that, or any role. */
export function sightOf({ grants }: Actor, permission?: Permission): Sight {
  const held = grants.filter(({ can }) => permission === undefined || can.includes(permission));
  if (held.some(isEverywhere)) return { units: null };
  const narrow = held.filter(({ infrastructure, service }) => infrastructure !== null || service !== null);
  return {
    units: idsOf(held.filter((grant) => !narrow.includes(grant)).map(({ businessUnit }) => businessUnit)),
    infrastructures: idsOf(narrow.filter(({ service }) => service === null).map((grant) => grant.infrastructure)),
    services: idsOf(narrow.map(({ service }) => service)),
  };
}

/** Do they hold any role there? */
export function sees({ grants }: Actor, where: Where): boolean {
  return grants.some((grant) => countsIn(grant, where));
}

/** The ids of the business units of which they hold a role. */
export function unitsOf(actor: Actor): string[] {
  return sightOf({ ...actor, grants: actor.grants.filter((grant) => !isEverywhere(grant)) }).units ?? [];
}

function idsOf(ids: (string | null)[]): string[] {
  return [...new Set(ids.flatMap((id) => id ?? []))];
}
