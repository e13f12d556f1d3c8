/** Decisions: what a person does to a request, judged by who they are and where it stands. */

import { saidYes } from "../../machines/approval.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import type { Actor } from "../domain/actor.ts";
import { ROLE_NAMES, requirePermission } from "../domain/permission.ts";
import { ruleOn } from "../domain/policy.ts";
import { asksOf, isFor, seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { kindText, type Provisioning, type Request } from "../domain/request.ts";
import { kindOf } from "./kinds/index.ts";
import type { World } from "./store.ts";

/** What a person may do to a request, with what they say to it. */
export type Decision =
  | { kind: "approve"; comment: string }
  | { kind: "reject"; reason: string }
  | { kind: "withdraw" | "cancel" | "discard" | "submit"; reason: string }
  | { kind: "provision"; provisioning: Provisioning };

export interface Case {
  request: Request;
  world: World;
  actor: Actor;
  /** Has the engine room for the request's jobs? */
  room: boolean;
}

type Judges = {
  [K in Decision["kind"]]: (one: Case, decision: Extract<Decision, { kind: K }>) => LifecycleEvent;
};

const JUDGES: Judges = {
  approve(one, { comment }) {
    const asks = requireDecider(one);
    requireFirstYes(one);
    if (isPending(one)) kindOf(one.request.details).judge(one.request.details, one.world, one.request.id);
    return { type: "APPROVE", ...signed(one), asks, comment, room: one.room };
  },
  reject(one, { reason }) {
    requireDecider(one);
    return { type: "REJECT", ...signed(one), reason };
  },
  withdraw(one, { reason }) {
    requireRequester(one, "withdraw");
    return { type: "WITHDRAW", ...signed(one), reason };
  },
  cancel(one, { reason }) {
    requireRequesterOr(one, "cancel");
    return { type: "CANCEL", ...signed(one), reason };
  },
  discard(one, { reason }) {
    requirePermission(one.actor, "infra.edit", one.request.businessUnit);
    return { type: "DISCARD", ...signed(one), reason };
  },
  submit(one) {
    const { request, world, actor } = one;
    requirePermission(actor, "infra.edit", request.businessUnit);
    if (request.standing.state === "draft") kindOf(request.details).judge(request.details, world, null);
    return { type: "SUBMIT", stages: ruleOn(request.details, actor, request.businessUnit).stages };
  },
  provision(one) {
    requirePermission(one.actor, "infra.provision");
    return { type: "PROVISION" };
  },
};

/** The event that a decision is, once this person may make it. */
export function eventOf<K extends Decision["kind"]>(
  one: Case,
  decision: Extract<Decision, { kind: K }>,
): LifecycleEvent {
  requireSight(one);
  return JUDGES[decision.kind as K](one, decision);
}

/** Other people's requests do not exist for them. */
function requireSight({ request, actor }: Case): void {
  if (seesRequest(request, actor)) return;
  throw new Refusal("not-found", `there is no request ${request.id}`, "see yours: request list");
}

/** Nobody decides on a request of their own, and nobody whom the policy does not name. */
function requireDecider(one: Case): number[] {
  const { request, actor } = one;
  const pending = isPending(one);
  if (pending && request.requester === actor.person) {
    throw new Refusal(
      "self-approval",
      `${request.id} is your own, and nobody decides on a request of their own`,
      `to take it back: request withdraw ${request.id}`,
    );
  }
  const asks = asksOf(request, actor);
  if (!pending && request.standing.context.stages.length === 0) return asks;
  if (asks.length > 0 || (!pending && request.requester === actor.person)) return asks;
  const who = (request.standing.context.stages.at(-1)?.asks ?? []).flatMap((ask) => ask.from);
  const names = who.map((role) => ROLE_NAMES[role as keyof typeof ROLE_NAMES]).join(" or ");
  throw new Refusal(
    "forbidden",
    `${kindText(request.details)} is decided by ${names || "nobody"}`,
    `see who is asked: request show ${request.id}`,
  );
}

function requireFirstYes(one: Case): void {
  const { request, actor } = one;
  if (!isPending(one) || !saidYes(request.standing.context, actor.person)) return;
  throw new Refusal(
    "duplicate",
    `you have approved ${request.id} already; it waits for somebody else`,
    `see for whom: request show ${request.id}`,
  );
}

function requireRequester({ request, actor }: Case, verb: string): void {
  if (request.requester === actor.person) return;
  throw new Refusal(
    "forbidden",
    `only who asked for ${request.id} may ${verb} it`,
    `if you decide on it: request reject ${request.id} --reason …`,
  );
}

function requireRequesterOr({ request, actor }: Case, verb: string): void {
  if (isFor("Cancel", request, actor)) return;
  throw new Refusal(
    "forbidden",
    `only who asked for ${request.id} or an admin may ${verb} it`,
    `see who asked: request show ${request.id}`,
  );
}

/** Only what is pending is judged again: whoever comes too late is to hear that, not what became of the machines. */
function isPending({ request }: Case): boolean {
  return request.standing.state === "awaitingApproval";
}

function signed({ actor, world }: Case): { by: string; at: string } {
  return { by: actor.person, at: world.now.toISOString() };
}
