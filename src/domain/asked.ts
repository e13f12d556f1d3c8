/** Who is asked about a pending request: the people who may decide on it now, and to whom of them it is said. */
import type { Ask } from "../../machines/approval.ts";
import type { Holder, Someone } from "./actor.ts";
import { asksFor } from "./deciders.ts";
import { holdsRole } from "./permission.ts";
import { isPending } from "./reader.ts";
import { type Request, scopeOf } from "./request.ts";

/** Somebody who holds rights, and who decides in their place while they are away. */
export interface Colleague extends Holder {
  away: Away | null;
}

/** `until`: the last day of it, `YYYY-MM-DD`. */
interface Away {
  until: string;
  delegate: Someone;
}

/** Somebody who may decide on a request. */
export interface Decider extends Someone {
  /** They may, and are not told. */
  quiet: boolean;
  /** The last day on which they are away; null: they are not. */
  away: string | null;
  /** Who is told in their place; null where nobody stands in for them who may decide on this one. */
  delegate: Someone | null;
}

/** Those of these people who may decide on it now. Whose right is used up in this stage may not any more. */
export function decidersOf(request: Request, people: readonly Colleague[]): Decider[] {
  if (!isPending(request)) return [];
  const barred = barredFrom(request, people);
  return people
    .filter((one) => !barred.has(one.person) && isAsked(request, one))
    .map(({ person, name, away, ...holder }) => {
      const delegate = away && !barred.has(away.delegate.person) ? away.delegate : null;
      const quiet = isQuiet(request, { person, name, ...holder });
      return { person, name, quiet, away: away?.until ?? null, delegate };
    });
}

/** To whom it is said: to everybody who is not quiet, and in place of who is away to who stands in for them. */
export function toldOf(deciders: readonly Decider[]): Someone[] {
  const told = deciders.filter(({ quiet }) => !quiet).map(({ person, name, delegate }) => delegate ?? { person, name });
  return [...new Map(told.map((one) => [one.person, one])).values()];
}

/** Those of the told who decide by the right of somebody else alone: they need not belong to any channel that is asked. */
export function standInsOf(deciders: readonly Decider[]): Someone[] {
  const own = new Set(deciders.map(({ person }) => person));
  return toldOf(deciders).filter(({ person }) => !own.has(person));
}

/** The requester, who stands in for them, who had a hand in the draft, and everybody who has spoken in this stage or whose right was used. */
function barredFrom({ requester, standing: { context } }: Request, people: readonly Colleague[]): Set<string> {
  const deputy = people.find(({ person }) => person === requester)?.away?.delegate.person;
  const spoken = context.yeses.filter(({ stage }) => stage === context.stage).flatMap(({ by, right }) => [by, right]);
  return new Set([requester, ...context.hands, ...(deputy ? [deputy] : []), ...spoken]);
}

function isAsked(request: Request, holder: Holder): boolean {
  return asksFor(stageOf(request), holder, scopeOf(request)).length > 0;
}

/** Only through groups that are quiet in every ask that their yes would count for. */
function isQuiet(request: Request, holder: Holder): boolean {
  const holds = (group: string) => holdsRole(holder, group, scopeOf(request));
  const loud = ({ from, quiet = [] }: Ask) => from.some((group) => !quiet.includes(group) && holds(group));
  return !(stageOf(request)?.asks ?? []).some(loud);
}

function stageOf({ standing: { context } }: Request) {
  return context.stages[context.stage];
}
