/** WHO: the rights that decisions need, each refused with who has it and what to do instead. */
import { yesOf } from "../../machines/approval.ts";
import type { Holder } from "../domain/actor.ts";
import { isFor, isPending, isTheirs, mayOverride, rightOf, seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { kindText } from "../domain/request.ts";
import { roleText } from "../domain/roles.ts";
import type { Case } from "./decision.ts";

/** Other people's requests do not exist for them; whoever was asked is told the truth when they come too late. */
export function requireSight({ request, actor }: Case): void {
  if (seesRequest(request, actor) || rightOf(request, actor)) return;
  throw new Refusal("not-found", `there is no request ${request.id}`, "see yours: request list");
}

/** Nobody decides on a request of their own or for who asks, and nobody whom the policy does not name. Returns the right that is used. */
export function requireDecider(one: Case): { holder: Holder; asks: number[] } {
  const { request, actor } = one;
  const pending = isPending(request);
  const own = isTheirs(request, actor);
  if (pending && own) throw selfApproval(one);
  const right = rightOf(request, actor);
  if (right) return right;
  if (!pending && (own || request.standing.context.stages.length === 0)) return { holder: actor, asks: [] };
  const groups = (request.standing.context.stages.at(-1)?.asks ?? []).flatMap((ask) => ask.from);
  throw new Refusal(
    "forbidden",
    `${kindText(request.details)} is decided by ${groups.map(roleText).join(" or ") || "nobody"}`,
    `see who is asked: request show ${request.id}`,
  );
}

/** Refuses a second yes of the same person, and a second one by the same right. */
export function requireFirstYes({ request, actor, world }: Case, holder: Holder): void {
  const yes = yesOf(request.standing.context, { by: actor.person, right: holder.person });
  if (!yes) return;
  const who = yes.by === actor.person ? "you have" : `${world.people[yes.by] ?? yes.by} has`;
  throw new Refusal(
    "duplicate",
    `${who} approved ${request.id} already; it waits for somebody else`,
    `see for whom: request show ${request.id}`,
  );
}

/** Breaking the glass is for admins of the datacenter, and not for a request of their own. */
export function requireOverrider(one: Case): void {
  const { request, actor } = one;
  if (isPending(request) && isTheirs(request, actor)) throw selfApproval(one);
  if (mayOverride(request, actor) || (!isPending(request) && isTheirs(request, actor))) return;
  throw new Refusal(
    "forbidden",
    "only an admin of the datacenter decides alone",
    `see who is asked: request show ${request.id}`,
  );
}

export function requireRequester({ request, actor }: Case, verb: string): void {
  if (request.requester === actor.person) return;
  throw new Refusal(
    "forbidden",
    `only who asked for ${request.id} may ${verb} it`,
    `if you decide on it: request reject ${request.id} --reason …`,
  );
}

/** Who asked; what is wound up already is also saved by whoever might have asked for it. */
export function requireWithdrawer(one: Case): void {
  const { request, actor } = one;
  if (isFor("Withdraw", request, actor)) return;
  requireRequester(one, "withdraw");
  throw new Refusal(
    "forbidden",
    `${request.id} looks at what you decided alone, and is not yours to take back`,
    "another admin of the datacenter looks at it",
  );
}

export function requireRequesterOr({ request, actor }: Case, verb: string): void {
  if (isFor("Cancel", request, actor)) return;
  throw new Refusal(
    "forbidden",
    `only who asked for ${request.id} or an admin may ${verb} it`,
    `see who asked: request show ${request.id}`,
  );
}

/** What is to be tried again is for who may operate there; a failed one also for who asked for it. */
export function requireOperator({ request, actor }: Case): void {
  if (isFor("Retry", request, actor)) return;
  throw new Refusal(
    "forbidden",
    `whether ${request.id} is tried again is for an operator to say`,
    `see who asked, and how it stands: request show ${request.id}`,
  );
}

function selfApproval({ request: { id, requester }, actor, world }: Case): Refusal {
  if (requester === actor.person) {
    const sentence = `${id} is your own, and nobody decides on a request of their own`;
    return new Refusal("self-approval", sentence, `to take it back: request withdraw ${id}`);
  }
  const isLent = actor.standsInFor.some(({ person }) => person === requester);
  const sentence = isLent
    ? `${id} is of ${world.people[requester] ?? requester}, for whom you stand in, and nobody decides for who asks`
    : `you had a hand in the draft of ${id}, and nobody decides on what they drafted`;
  return new Refusal("self-approval", sentence, `see who else may: request show ${id}`);
}
