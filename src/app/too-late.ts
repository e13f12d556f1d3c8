/** The true answer to a late click: who decided, what, and when. */
import { momentText } from "../cards/moment.ts";
import { stateText } from "../cards/text.ts";
import { isPending } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import type { World } from "./store.ts";

/** What each state that is decided is called, for `REQ-7 was … by dana on …`. */
const DECIDED: Record<string, string> = {
  rejected: "rejected",
  withdrawn: "withdrawn",
  expired: "closed",
  discarded: "discarded",
  cancelled: "cancelled",
  cancelling: "cancelled",
  saving: "cancelled",
};

/** The refusal of a decision that the request's machine does not accept as it stands. */
export function tooLate(request: Request, decision: string, { people, datacenter }: World): Refusal {
  const { state, context } = request.standing;
  if (state === "draft") {
    return new Refusal("wrong-state", `${request.id} is still a draft`, "submit it first: infra submit NAME");
  }
  if (isPending(request)) {
    const sentence = WAITING[state]
      ? `${request.id} ${WAITING[state]}`
      : decision === "submit"
        ? `${request.id} waits for approval already`
        : `${request.id} waits for approval, and cannot be ${PAST[decision] ?? decision} yet`;
    return new Refusal("wrong-state", sentence, `see who decides: request show ${request.id}`);
  }
  const yes = context.yeses.at(-1);
  const last = context.ending ?? context.override ?? (yes ? { by: yes.by, at: yes.at, reason: "" } : null);
  const how = context.ending ? (DECIDED[state] ?? "ended") : "approved";
  const who = last?.by ? ` by ${people[last.by] ?? last.by}` : "";
  const when = last ? ` on ${momentText(last.at, datacenter.timeZone)}` : "";
  const sentence = last
    ? `${request.id} was ${how}${who}${when}`
    : `nobody has to be asked about ${request.id} any more`;
  const now = how === state ? "" : `; it is ${stateText(state)} now`;
  return new Refusal("too-late", `${sentence}${now}`, `see: request show ${request.id}`);
}

/** What it waits for instead. */
const WAITING: Record<string, string> = {
  awaitingAnswer: "waits for an answer of who asked for it",
  awaitingAcceptance: "waits for who asked for it to accept or decline an offer",
};

const PAST: Record<string, string> = {
  provision: "provisioned",
  cancel: "cancelled",
  "retry-jobs": "tried again",
  edit: "edited",
  discard: "discarded",
  answer: "answered",
  accept: "accepted",
  decline: "declined",
};
