/** Where a request stands, in sentences and facts. */
import { met } from "../../machines/approval.ts";
import { jobsThatAre, someAre } from "../../machines/jobs.ts";
import { expectedStart, loadText } from "../domain/admission.ts";
import { decidersText } from "../domain/deciders.ts";
import { isPending } from "../domain/reader.ts";
import { subjectOf } from "../domain/request.ts";
import type { Fact } from "./card.ts";
import { decidersFact } from "./deciders-fact.ts";
import { ENDING_SENTENCES } from "./ending-text.ts";
import { machineSentences } from "./machine-sentences.ts";
import { momentText, tookText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";
import { lastWords, saidFacts } from "./said-facts.ts";
import { extendedText, givenBackText, shortNames, stateText } from "./text.ts";

/** What is said of each state that has nothing more particular to say. */
const SENTENCES: Record<string, (view: RequestView) => string> = {
  draft: () => "Draft: not submitted yet",
  awaitingApproval: (view) => `Awaiting approval by ${decidersText(stageOf(view))}`,
  awaitingAnswer: (view) => `Waiting for an answer. ${lastWords(view, "asks")}`,
  awaitingAcceptance: (view) => `Waiting for a yes or no to an offer. ${lastWords(view, "offers")}`,
  waiting: () => "Approved, and waiting in line: the engine is full",
  running: (view) => question(view) || `At work on ${shortNames(view.request.details)}`,
  cancelling: () => "Cancelling what still runs",
  approved: approvedSentence,
  provisioning: (view) => question(view) || "Provisioning",
  provisioned: (view) => `${subjectOf(view.request.details)} is provisioned; machines can be made`,
  changed: ({ request }) => `Approved: ${subjectOf(request.details)} is changed`,
  extended: ({ request }) => extendedText(request.details),
  kept: ({ request }) => `${subjectOf(request.details)} does not end: ${request.standing.context.ending?.reason ?? ""}`,
  ...ENDING_SENTENCES,
  rejected: (view) => endedBy("Rejected", view),
  withdrawn: (view) => endedBy("Withdrawn", view),
  discarded: (view) => endedBy("Discarded", view),
  expired: (view) => `Expired: ${endingReason(view)}`,
  cancelled: (view) => [endedBy("Cancelled", view), ...machineSentences(view), ...keptSentences(view)].join(". "),
  done: (view) => machineSentences(view).join(". ") || "Done",
  partlyDone: (view) => [`Partly done, ${doneText(view)}`, ...machineSentences(view)].join(". "),
  failed: (view) => machineSentences(view).join(". ") || `Failed: ${failures(view)}`,
};

/** One or a few sentences: where it stands, and when it is over, what became of it. */
export function standingSentence(view: RequestView): string {
  const say = SENTENCES[view.request.standing.state];
  return say ? say(view) : view.request.standing.state;
}

/** Who decided, why it was asked, and until when it can be. */
export function standingFacts(view: RequestView): Fact[] {
  const state = { label: "State", value: stateText(view.request.standing.state) };
  return [state, ...saidFacts(view), ...pendingFacts(view), ...lineFacts(view), ...failureFacts(view)];
}

/** The four numbers, its place, and when its turn may come. */
function lineFacts({ line }: RequestView): Fact[] {
  if (!line) return [];
  const expected = expectedStart(line);
  return [
    { label: "Engine", value: loadText(line.needed, line.load) },
    { label: "Place in line", value: `${line.place} of ${line.length}` },
    {
      label: "Expected start",
      value: expected === null ? "unknown: nothing of its kind has ended yet" : soonText(expected),
    },
  ];
}

const A_SECOND_MS = 1000;

function soonText(milliseconds: number): string {
  return milliseconds < A_SECOND_MS ? "in a moment" : `in about ${tookText(milliseconds)}`;
}

/** One fact for each reason, with the places that it concerns. */
function failureFacts({ undelivered }: RequestView): Fact[] {
  const byReason = Map.groupBy(undelivered, ({ why }) => why);
  return [...byReason].map(([why, places]) => {
    const list = places.map(({ conversation }) => conversation).sort();
    return { label: "Not shown in", value: `${list.join(", ")} (${why})` };
  });
}

function pendingFacts(view: RequestView): Fact[] {
  const { request, timeZone } = view;
  if (!isPending(request)) return [];
  const { deadline } = request.timers;
  const needs = stageOf(view)?.asks.map((ask) => ask.need) ?? [];
  const need = needs.reduce((sum, one) => sum + one, 0);
  // More than one group needs says nothing of another one's.
  const have = met(request.standing.context).reduce((sum, count, ask) => sum + Math.min(count, needs[ask] ?? 0), 0);
  return [
    ...(request.ruling ? [{ label: "Policy", value: request.ruling.why }] : []),
    ...(need > 1 ? [{ label: "Approvals", value: `${have} of ${need}` }] : []),
    ...decidersFact(view),
    { label: "Expires", value: deadline ? momentText(deadline, timeZone) : "not while it waits for an answer" },
  ];
}

function stageOf({ request }: RequestView) {
  const { stages, stage } = request.standing.context;
  return stages[stage];
}

function approvedSentence({ request }: RequestView): string {
  const subject = subjectOf(request.details);
  switch (request.details.kind) {
    case "bu.register":
      return `Approved: business unit ${subject} is founded`;
    case "review":
      return `Looked at: ${subject} was rightly decided`;
    case "report.dispute":
      return `Approved: ${givenBackText(request.details)}`;
    case "infra.change":
      return `Approved: ${subject} is changed; what is new in it waits to be provisioned`;
    default:
      return `Approved: ${subject} waits to be provisioned by an admin of the datacenter`;
  }
}

/** `2 of 3` */
function doneText({ request }: RequestView): string {
  const { jobs } = request.standing.context;
  return `${jobsThatAre(jobs, "done").length} of ${Object.keys(jobs).length}`;
}

/** What was to be wound up is as it was. */
function keptSentences({ request: { details } }: RequestView): string[] {
  if (details.kind === "vm.end")
    return [`${subjectOf(details)} is as before; if it was stopped it can be started again`];
  if (details.kind !== "infra.decommission" && details.kind !== "infra.end") return [];
  return [`${details.name} is as before; machines that were stopped can be started again`];
}

function endedBy(how: string, { request, people, timeZone }: RequestView): string {
  const { ending } = request.standing.context;
  if (!ending) return how;
  const who = ending.by ? ` by ${people[ending.by] ?? ending.by}` : "";
  const why = ending.reason ? `: ${ending.reason}` : "";
  return `${how}${who}, ${momentText(ending.at, timeZone)}${why}`;
}

function endingReason({ request }: RequestView): string {
  return request.standing.context.ending?.reason ?? "";
}

/** What an operator is asked; empty when nothing is. */
function question({ request, jobs }: RequestView): string {
  const asking = jobs.filter(({ state }) => state === "asking");
  if (asking.length === 0 || !someAre(request.standing.context.jobs, "asking")) return "";
  const list = asking.map(({ subject, reason }) => `${subject}: ${reason}`).join("; ");
  return `Waiting for an operator. ${list}. Retry runs that step again, Cancel gives it up`;
}

/** Why jobs failed, each reason once. */
function failures({ request }: RequestView): string {
  const reasons = Object.values(request.standing.context.jobs).flatMap((job) =>
    job.state === "failed" ? [job.reason] : [],
  );
  return [...new Set(reasons)].join("; ") || "nobody knows why";
}
