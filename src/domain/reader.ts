/** What a person may see of a request, and which of its buttons are theirs. */
import { yesOf } from "../../machines/approval.ts";
import { someAre } from "../../machines/jobs.ts";
import type { Actor, Holder } from "./actor.ts";
import { asksFor } from "./deciders.ts";
import { holdsRole, may } from "./permission.ts";
import { canBeTakenBack, type Request, scopeOf } from "./request.ts";
import { sees } from "./sight.ts";

/** Their own, those in places where they hold a role, and those they have a part in. */
export function seesRequest(request: Request, actor: Actor): boolean {
  return request.requester === actor.person || sees(actor, scopeOf(request)) || hasPart(request, actor);
}

/** Who stands in for others sees of their business units what they may decide on, and what they spoke to. */
function hasPart(request: Request, actor: Actor): boolean {
  const { yeses, talk, ending, override } = request.standing.context;
  const spoke = [...yeses, ...talk, ending, override].some((words) => words?.by === actor.person);
  return spoke || (isPending(request) && mayDecide(request, actor));
}

/** A right by which somebody may decide: its holder, and the places of the asks of the stage that it counts for. */
interface Right {
  holder: Holder;
  asks: number[];
}

/** Is it their own, or of somebody whom they stand in for? Nobody decides on a request of their own, nor for who asks. */
export function isTheirs(request: Request, actor: Actor): boolean {
  return isOwn(request, actor) || actor.standsInFor.some(({ person }) => person === request.requester);
}

/**
 * The right by which this person may decide on it: their own, or else that of somebody whom they stand in for; one that
 * nobody has used in this stage before one that is used up. Undefined: they may not.
 */
export function rightOf(request: Request, actor: Actor): Right | undefined {
  if (isTheirs(request, actor)) return undefined;
  const { stages, stage } = request.standing.context;
  const asked = stages[stage] ?? stages.at(-1);
  const rights = [actor, ...actor.standsInFor.filter((holder) => !isOwn(request, holder))]
    .map((holder) => ({ holder, asks: asksFor(asked, holder, scopeOf(request)) }))
    .filter(({ asks }) => asks.length > 0);
  return rights.find(({ holder }) => !isUsed(request, holder)) ?? rights[0];
}

/** Is it their own: did they ask for it, or have a hand in its draft? */
function isOwn({ requester, standing }: Request, { person }: Holder): boolean {
  return requester === person || standing.context.hands.includes(person);
}

/** May this person decide on it? */
function mayDecide(request: Request, actor: Actor): boolean {
  return rightOf(request, actor) !== undefined;
}

/** Does it wait for this person: for their decision, or for their answer? */
export function waitsFor(request: Request, actor: Actor): boolean {
  return request.standing.state === "awaitingApproval"
    ? mayAddToIt(request, actor)
    : isPending(request) && request.requester === actor.person;
}

/** May they decide, and have they neither spoken in this stage nor is every right of theirs used up? */
function mayAddToIt(request: Request, actor: Actor): boolean {
  const right = rightOf(request, actor);
  const yes = right && yesOf(request.standing.context, { by: actor.person, right: right.holder.person });
  return right !== undefined && yes === undefined;
}

/** Was this person asked something that they have not answered? */
export function awaitsAnswer({ standing, requester }: Request, actor: Actor): boolean {
  return standing.state === "awaitingAnswer" && requester === actor.person;
}

/** Is it asked for, and not decided? */
export function isPending({ standing }: Pick<Request, "standing">): boolean {
  return PENDING.has(standing.state);
}

const PENDING: ReadonlySet<string> = new Set(["awaitingApproval", "awaitingAnswer", "awaitingAcceptance"]);

/** May this person decide alone, whatever the policy says? */
export function mayOverride(request: Request, actor: Actor): boolean {
  return !isTheirs(request, actor) && holdsRole(actor, "datacenter-admin", null);
}

function isUsed({ standing: { context } }: Request, { person }: Holder): boolean {
  return yesOf(context, { by: person, right: person }) !== undefined;
}

const isRequester = (request: Request, actor: Actor) => request.requester === actor.person;

const mayEdit = (request: Request, actor: Actor) => may(actor, "infra.edit", scopeOf(request));

/** Was it decided, or did time decide, that something is wound up? */
function isWoundUp(request: Request): boolean {
  return (request.machine === "decommission" || request.machine === "ending") && !isPending(request);
}

/** Does a job of it wait for an operator's word? */
const asks = ({ standing }: Request) => someAre(standing.context.jobs, "asking");

/** Is it about machines, and nothing more? */
export function isOfMachine({ details }: Request): boolean {
  return details.kind.startsWith("vm.");
}

/** May this person act where it works, without being approved? Infrastructures are provisioned by the datacenter. */
function operates(request: Request, actor: Actor): boolean {
  const permission = isOfMachine(request) ? "vm.create" : "infra.provision";
  return may(actor, permission, scopeOf(request));
}

/** Whose each button is. */
const OWNERS = {
  Approve: mayDecide,
  Reject: mayDecide,
  Ask: mayDecide,
  Offer: mayDecide,
  Answer: isRequester,
  Accept: isRequester,
  Decline: isRequester,
  Withdraw: (request, actor) =>
    (isRequester(request, actor) && canBeTakenBack(request.details)) || (isWoundUp(request) && mayEdit(request, actor)),
  Extend: (request, actor) => (isOfMachine(request) ? may(actor, "vm.ask", scopeOf(request)) : mayEdit(request, actor)),
  Decommission: mayEdit,
  Submit: mayEdit,
  Discard: mayEdit,
  Provision: (request, actor) => may(actor, "infra.provision", scopeOf(request)),
  Cancel: (request, actor) =>
    isRequester(request, actor) ||
    mayDecide(request, actor) ||
    may(actor, "job.cancel", scopeOf(request)) ||
    (asks(request) && operates(request, actor)),
  Retry: (request, actor) => operates(request, actor) || (isRequester(request, actor) && !asks(request)),
} as const satisfies Record<string, (request: Request, actor: Actor) => boolean>;

export type RequestVerb = keyof typeof OWNERS;

/** Is this button of the request's card for this person? */
export function isFor(verb: RequestVerb, request: Request, actor: Actor): boolean {
  return OWNERS[verb](request, actor);
}
