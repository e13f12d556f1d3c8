/** What a person may see of a request, and which of its buttons are theirs. */
import type { Actor } from "./actor.ts";
import { may, seesAll, unitsOf } from "./permission.ts";
import { asksFor } from "./policy.ts";
import type { Request } from "./request.ts";

/** Their own, their business units', or everybody's for who has a role in the datacenter. */
export function seesRequest(request: Request, actor: Actor): boolean {
  const { businessUnit, requester } = request;
  return (
    requester === actor.person || seesAll(actor) || (businessUnit !== null && unitsOf(actor).includes(businessUnit))
  );
}

/** The places, in the stage that is asked, of the asks that this person's yes would count for. */
export function asksOf(request: Request, actor: Actor): number[] {
  const { stages, stage } = request.standing.context;
  return asksFor(stages[stage] ?? stages.at(-1), actor, request.businessUnit);
}

/** May this person decide on it? Nobody decides on a request of their own. */
export function mayDecide(request: Request, actor: Actor): boolean {
  return request.requester !== actor.person && asksOf(request, actor).length > 0;
}

/** Whose each button is. */
const OWNERS = {
  Approve: mayDecide,
  Reject: mayDecide,
  Withdraw: (request, actor) => request.requester === actor.person,
  Submit: (request, actor) => may(actor, "infra.edit", request.businessUnit),
  Discard: (request, actor) => may(actor, "infra.edit", request.businessUnit),
  Provision: (_request, actor) => may(actor, "infra.provision"),
  Cancel: (request, actor) => request.requester === actor.person || mayDecide(request, actor) || seesAll(actor),
} as const satisfies Record<string, (request: Request, actor: Actor) => boolean>;

export type RequestVerb = keyof typeof OWNERS;

/** Is this button of the request's card for this person? */
export function isFor(verb: RequestVerb, request: Request, actor: Actor): boolean {
  return OWNERS[verb](request, actor);
}
