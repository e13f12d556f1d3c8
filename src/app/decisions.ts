/** What each decision that a person makes comes to: refused, or the event that the machine of its request hears. */
import type { Words } from "../../machines/memory.ts";
import { termsText } from "../cards/terms-text.ts";
import { requirePermission, rolesOf } from "../domain/permission.ts";
import { scopeOf } from "../domain/request.ts";
import type { Case, Decision, Verdict } from "./decision.ts";
import { hears } from "./in-time.ts";
import { kindOf } from "./kinds/index.ts";
import { deletedSince, isAtWork, requireRetakeable } from "./kinds/retaking.ts";
import { rulingOn } from "./request-facts.ts";
import { requireGrantable, taking } from "./taking.ts";
import {
  requireDecider,
  requireFirstYes,
  requireOperator,
  requireOverrider,
  requireRequester,
  requireRequesterOr,
  requireSight,
  requireWithdrawer,
} from "./who-decides.ts";

type Judges = {
  [K in Decision["kind"]]: (one: Case, decision: Extract<Decision, { kind: K }>) => Verdict;
};

const JUDGES: Judges = {
  approve(one, { comment }) {
    const { holder, asks } = requireDecider(one);
    if (hears(one, "APPROVE")) {
      requireFirstYes(one, holder);
      judgeAgain(one);
    }
    return { event: { type: "APPROVE", ...signed(one), right: holder.person, asks, comment, room: one.room } };
  },
  override(one, { reason }) {
    requireOverrider(one);
    if (hears(one, "OVERRIDE")) judgeAgain(one);
    return { event: { type: "OVERRIDE", ...signed(one), reason, room: one.room } };
  },
  reject(one, { reason }) {
    requireDecider(one);
    return { event: { type: "REJECT", ...signed(one), reason } };
  },
  withdraw(one, { reason }) {
    requireWithdrawer(one);
    return { event: { type: "WITHDRAW", ...signed(one), reason } };
  },
  cancel(one, { reason }) {
    requireRequesterOr(one, "cancel");
    return { event: { type: "CANCEL", ...signed(one), reason } };
  },
  "retry-jobs"(one) {
    requireOperator(one);
    if (hears(one, "RETRY")) return { event: { type: "RETRY" } };
    if (!isAtWork(one.request)) requireRetakeable(one.request, one.world);
    return { event: { type: "RETRY_JOBS", without: deletedSince(one.request, one.world), room: one.room } };
  },
  discard(one, { reason }) {
    requirePermission(one.actor, "infra.edit", scopeOf(one.request));
    return { event: { type: "DISCARD", ...signed(one), reason } };
  },
  submit(one) {
    const { request, world, actor } = one;
    requirePermission(actor, "infra.edit", scopeOf(request));
    if (request.standing.state === "draft") kindOf(request.details).judge(request.details, world, null);
    const ruling = rulingOn({ ...request, actor }, world);
    const jobs = kindOf(request.details).jobs(request.details);
    const event = { type: "SUBMIT", by: actor.person, stages: ruling.stages, jobs: jobs.map(({ id }) => id) } as const;
    return { event, ruling };
  },
  retry(one) {
    requirePermission(one.actor, "infra.edit", scopeOf(one.request));
    return { event: { type: "RETRY" } };
  },
  ask(one, { text }) {
    requireDecider(one);
    return { event: { type: "ASK", words: words(one, "question", text) } };
  },
  answer(one, { text }) {
    requireRequester(one, "answer");
    return { event: { type: "ANSWER", words: words(one, "answer", text) } };
  },
  offer(one, { terms }) {
    const { holder } = requireDecider(one);
    if (hears(one, "OFFER")) requireGrantable(one, terms);
    const groups = rolesOf(holder, scopeOf(one.request));
    const offer = { ...signed(one), right: holder.person, groups, terms };
    return {
      event: { type: "OFFER", words: words(one, "offer", termsText(terms, one.world.datacenter.currency)), offer },
    };
  },
  accept(one) {
    requireRequester(one, "accept");
    return taking(one, words(one, "accept", ""));
  },
  decline(one) {
    requireRequester(one, "decline");
    return { event: { type: "DECLINE", words: words(one, "decline", "") } };
  },
  provision({ actor, request, room }, { provisioning }) {
    requirePermission(actor, "infra.provision", scopeOf(request));
    const { details } = request;
    const isTaken = details.kind === "infra.new" || details.kind === "infra.change";
    const provisioned = isTaken ? { details: { ...details, provisioning } } : {};
    return { event: { type: "PROVISION", room }, ...provisioned };
  },
};

/** What a decision comes to, once this person may make it. */
export function verdictOn<K extends Decision["kind"]>(one: Case, decision: Extract<Decision, { kind: K }>): Verdict {
  requireSight(one);
  return JUDGES[decision.kind as K](one, decision);
}

/** Only what is heard is judged again: whoever comes too late is to hear that, not what became of the machines. */
function judgeAgain({ request: { details }, world }: Case): void {
  kindOf(details).judge(details, world, details);
}

function signed({ actor, world }: Case): { by: string; at: string } {
  return { by: actor.person, at: world.now.toISOString() };
}

function words(one: Case, what: Words["what"], text: string): Words {
  return { what, text, ...signed(one) };
}
