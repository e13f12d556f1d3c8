/** The true answer to a late click: who decided, what, and when. */
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";

/** What each state that is decided is called, for `REQ-7 was … by dana on …`. */
const DECIDED: Record<string, string> = {
  rejected: "rejected",
  withdrawn: "withdrawn",
  expired: "closed",
  discarded: "discarded",
  cancelled: "cancelled",
  cancelling: "cancelled",
};

/** The refusal of a decision that the request's machine does not accept as it stands. */
export function tooLate(request: Request, decision: string, people: Record<string, string>): Refusal {
  const { state, context } = request.standing;
  if (state === "draft") {
    return new Refusal("wrong-state", `${request.id} is still a draft`, "submit it first: infra submit NAME");
  }
  if (state === "awaitingApproval") {
    return new Refusal("wrong-state", `${request.id} waits for approval, and cannot be ${PAST[decision] ?? decision} yet`);
  }
  const yes = context.yeses.at(-1);
  const last = context.ending ?? (yes ? { by: yes.by, at: yes.at, reason: "" } : null);
  const how = context.ending ? (DECIDED[state] ?? "ended") : "approved";
  const who = last?.by ? ` by ${people[last.by] ?? last.by}` : "";
  const when = last ? ` on ${last.at.slice(0, 16).replace("T", " ")} UTC` : "";
  const sentence = last ? `${request.id} was ${how}${who}${when}` : `nobody had to be asked about ${request.id}`;
  return new Refusal("too-late", `${sentence}; it is ${state} now`, `see: request show ${request.id}`);
}

const PAST: Record<string, string> = { provision: "provisioned", cancel: "cancelled", submit: "submitted", edit: "edited", discard: "discarded" };
