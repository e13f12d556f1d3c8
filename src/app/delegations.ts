/** Who stands in for whom: begun and ended by the delegator, or ended by time. */
import type { Actor } from "../domain/actor.ts";
import { endOfDay } from "../domain/day.ts";
import { type Delegation, decidesAnything } from "../domain/delegation.ts";
import { groupsOf, readPolicy } from "../domain/policy/document.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import type { Timetable } from "./deadlines.ts";
import type { PolicyStore } from "./policies.ts";

/** Delegations as they are kept: one at a time for each person. */
export interface DelegationStore {
  /** The one that is in force; null without. */
  of(person: string): Promise<Delegation | null>;
  /** Begins one in place of any other, after letting `check` look at who does it with the rights they hold now. */
  begin(delegation: Delegation, ends: Date, by: Actor, check: (actor: Actor) => void): Promise<void>;
  /** Ends it; null when there is none. */
  end(by: Actor): Promise<Delegation | null>;
}

/** Delegations that time ends. */
export interface DelegationEnds {
  /** Ends those that are over at `now`, each once in whatever process. */
  expire(now: Date): Promise<void>;
  next(): Promise<Date | null>;
}

export interface Delegations {
  /** The one that is in force; null without. */
  of(person: string): Promise<Delegation | null>;
  begin(asked: Omit<Delegation, "person">, actor: Actor): Promise<Delegation>;
  /** Throws a Refusal `not-found` when nobody stands in for them. */
  end(actor: Actor): Promise<Delegation>;
}

export interface DelegationRooms {
  delegationStore: DelegationStore;
  policyStore: PolicyStore;
  datacenters: Datacenters;
  now(): Date;
}

export function startDelegations(rooms: DelegationRooms): Delegations {
  const { delegationStore } = rooms;
  return {
    of: delegationStore.of,
    async begin(asked, actor) {
      if (asked.delegate.person === actor.person) throw oneself();
      const ends = await endOf(rooms, asked.until);
      const groups = await decidingGroups(rooms.policyStore);
      const delegation = { ...asked, person: { person: actor.person, name: actor.name } };
      await delegationStore.begin(delegation, ends, actor, (now) => requireDecidesAnything(now, groups));
      return delegation;
    },
    async end(actor) {
      const ended = await delegationStore.end(actor);
      if (ended) return ended;
      throw new Refusal(
        "not-found",
        "nobody stands in for you",
        "to ask somebody: request delegate PERSON --until DATE",
      );
    },
  };
}

/** Delegations end at the end of their day. */
export function delegationTimes(ends: DelegationEnds): Timetable {
  return { sweep: (now) => ends.expire(now), next: () => ends.next() };
}

async function endOf({ datacenters, now }: DelegationRooms, until: string): Promise<Date> {
  const { timeZone } = await datacenters.facts();
  const ends = endOfDay(until, timeZone);
  if (ends > now()) return ends;
  throw new Refusal("bad-arguments", `${until} is over`, "give a day that is not: --until YYYY-MM-DD", "until");
}

/** Every group that the policy in force asks, and the one that is asked where it is silent. */
async function decidingGroups(policies: PolicyStore): Promise<string[]> {
  const { version, source } = await policies.current();
  return ["datacenter-admin", ...readPolicy("policy", source, version).rules.flatMap(groupsOf)];
}

function requireDecidesAnything(actor: Actor, groups: string[]): void {
  if (decidesAnything(actor, groups)) return;
  const sentence = `${actor.name} decides on nothing, so there is nothing to delegate`;
  throw new Refusal("forbidden", sentence, "what you may do: help");
}

function oneself(): Refusal {
  return new Refusal("bad-arguments", "nobody stands in for themselves", "name somebody else", "person");
}
