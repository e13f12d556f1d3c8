/** The card of a request: what is asked, by whom, where it stands, and the buttons that can be pressed now. */
import { canBeRetried } from "../../machines/jobs.ts";
import { heardIn } from "../../machines/lifecycle.ts";
import type { Actor } from "../domain/actor.ts";
import { isFor, type RequestVerb } from "../domain/reader.ts";
import { canBeTakenBack, kindText, type Request, termsOf } from "../domain/request.ts";
import { askedFacts } from "./asked-facts.ts";
import type { Block, Button, Card, Tone } from "./card.ts";
import { decisionFacts } from "./decision-facts.ts";
import { progressBlocks } from "./progress.ts";
import type { RequestView } from "./request-view.ts";
import { standingFacts, standingSentence } from "./standing-text.ts";
import { shortNames } from "./text.ts";

/** How each state looks. */
const TONES: Record<string, Tone> = {
  awaitingApproval: "waiting",
  awaitingAnswer: "waiting",
  awaitingAcceptance: "waiting",
  waiting: "waiting",
  approved: "waiting",
  running: "working",
  provisioning: "working",
  cancelling: "working",
  done: "good",
  provisioned: "good",
  partlyDone: "bad",
  failed: "bad",
  announced: "waiting",
  stopping: "working",
  saving: "working",
  inGrace: "waiting",
  deleting: "working",
  notStopped: "bad",
  notDeleted: "bad",
  changed: "good",
  extended: "good",
  kept: "good",
  rejected: "bad",
  expired: "bad",
};

/** The event that each button stands for. */
const VERBS: Record<string, RequestVerb> = {
  SUBMIT: "Submit",
  APPROVE: "Approve",
  ACCEPT: "Accept",
  DECLINE: "Decline",
  ANSWER: "Answer",
  PROVISION: "Provision",
  RETRY_JOBS: "Retry",
  REJECT: "Reject",
  ASK: "Ask",
  OFFER: "Offer",
  WITHDRAW: "Withdraw",
  DISCARD: "Discard",
  CANCEL: "Cancel",
  RETRY: "Decommission",
};

/** Buttons that open a request of their own about the same thing, by the state of this one. */
const BESIDE: Record<string, RequestVerb[]> = {
  announced: ["Extend", "Decommission"],
  stopping: ["Extend"],
  notStopped: ["Extend"],
  inGrace: ["Extend"],
};

/** Draws a request. `reader` null: a channel, whose card has every button that the machine accepts now. */
export function requestCard(view: RequestView, reader: Actor | null): Card {
  const { request } = view;
  const blocks: Block[] = [
    { type: "text", text: standingSentence(view) },
    { type: "facts", facts: [...askedFacts(view), ...decisionFacts(view, reader), ...standingFacts(view)] },
    ...progressBlocks(view),
  ];
  return {
    title: `${request.id} · ${kindText(request.details)} ${shortNames(request.details)}`,
    tone: toneOf(view),
    blocks,
    buttons: requestButtons(view, reader),
  };
}

/** The buttons of a request's card: all of them in a channel, the reader's own elsewhere. */
export function requestButtons({ request }: RequestView, reader: Actor | null): Button[] {
  const heard = heardIn(request.machine, request.standing).flatMap((event) => verbOf(event, request) ?? []);
  const verbs = new Set([...heard, ...(BESIDE[request.standing.state] ?? [])]);
  return [...verbs]
    .filter((verb) => verb !== "Decommission" || request.details.kind !== "vm.end")
    .filter((verb) => verb !== "Offer" || termsOf(request.details.kind).length > 0)
    .filter((verb) => verb !== "Retry" || canBeRetried(request.standing.context.jobs))
    .filter((verb) => verb !== "Withdraw" || canBeTakenBack(request.details))
    .filter((verb) => reader === null || isFor(verb, request, reader))
    .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map((verb) => ({ verb, id: request.id }));
}

/** A machine's end is tried again like any other job. */
function verbOf(event: string, { details }: Request): RequestVerb | undefined {
  return event === "RETRY" && details.kind === "vm.end" ? "Retry" : VERBS[event];
}

const ORDER: RequestVerb[] = ["Extend", ...Object.values(VERBS)];

/** The colour that the request's kind gives to an end, or its state to everything else. */
function toneOf({ request }: RequestView): Tone {
  if (request.machine === "onboarding" && request.standing.state === "approved") return "good";
  return TONES[request.standing.state] ?? "plain";
}

/** What is said to the requester when something happened: the card's own sentence, with the request's id. */
export function outcomeSentence(view: RequestView): string {
  return `${view.request.id}: ${standingSentence(view)}`;
}
