/** Sentences and small texts that several answers share. */
import { type Amounts, amountText } from "../domain/amount.ts";
import { decidersText } from "../domain/deciders.ts";
import { moneyOf, moneyText, plainAmount } from "../domain/money.ts";
import { type Details, kindText, type Request, subjectOf } from "../domain/request.ts";

const MOST_NAMES = 5;

/** What is said of each state to who just caused it. */
const NEXT: Record<string, (request: Request) => string> = {
  draft: ({ details }) =>
    `is a draft of ${subjectOf(details)}; when it is complete: infra submit ${subjectOf(details)}`,
  awaitingApproval: (request) => `asks for ${wishText(request.details)}; ${decidersOf(request)} decides`,
  awaitingAnswer: () => "waits for an answer to the question",
  awaitingAcceptance: () => "waits for a yes or no to the offer",
  waiting: () => "waits in line: the engine is full",
  running: ({ details }) => `is at work: ${kindText(details)} ${shortNames(details)}`,
  saving: () => "is withdrawn; what is being stopped is stopped first",
  stopping: ({ details }) => `is at work: ${stoppedText(details)} being stopped`,
  deleting: ({ details }) => `is at work: ${subjectOf(details)} is being deleted`,
  provisioning: ({ details }) => `is at work: ${subjectOf(details)} is being provisioned`,
  cancelling: () => "is being cancelled; what runs still is ended",
  approved: ({ details }) => approvedText(details),
  changed: ({ details }) => `is done: ${subjectOf(details)} is changed`,
  extended: ({ details }) => `is done: ${extendedText(details)}`,
};

/** One sentence for who submitted or decided: the request's id, and what happens next. */
export function nextSentence(request: Request): string {
  const say = NEXT[request.standing.state];
  return `${request.id} ${say ? say(request) : `is ${stateText(request.standing.state)}`}`;
}

/** The names that a request is about, when they are many only the first of them. */
export function shortNames(details: Details): string {
  const names = subjectOf(details).split(", ");
  if (names.length <= MOST_NAMES) return names.join(", ");
  return `${names.slice(0, MOST_NAMES - 1).join(", ")} and ${names.length - MOST_NAMES + 1} more`;
}

/** `12 GB of 32 GB, 20 GB left`, `3 of 20, 17 left`; only what is taken where there is no ceiling. */
export function shareText(measure: keyof Amounts, taken: number, limit: number | null): string {
  const share = ofText(measure, taken, limit);
  return limit === null ? share : `${share}, ${ofText(measure, Math.max(0, limit - taken), null)} left`;
}

/** `12 GB of 64 GB`, `3 of 20`; only what is taken where there is no ceiling. */
export function ofText(measure: keyof Amounts, taken: number, limit: number | null): string {
  const text = (amount: number) =>
    amount === 0 || COUNTED.has(measure) ? String(amount) : amountText(measure, amount);
  return limit === null ? text(taken) : `${text(taken)} of ${text(limit)}`;
}

/** Measures whose label says what is counted. */
const COUNTED: ReadonlySet<keyof Amounts> = new Set(["vcpu", "vms"]);

/** `3.10 EUR a day` */
export function dayPriceText(dayPrice: string, currency: string): string {
  return `${moneyText(moneyOf(dayPrice), currency)} a day`;
}

/** `awaitingApproval` as people say it: `awaiting approval`; so it is with every word of the program's own. */
export function stateText(state: string): string {
  return state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Cut to so many letters, and seen to be cut. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A list in one cell or fact; a dash when it is empty. */
export function listText(items: readonly string[]): string {
  return items.length ? items.join(", ") : "–";
}

function wishText(details: Details): string {
  return details.kind === "vm.create" ? shortNames(details) : `${kindText(details)} ${shortNames(details)}`;
}

function decidersOf({ standing: { context } }: Request): string {
  return decidersText(context.stages[context.stage]) || "nobody";
}

/** `shop ends on 2027-06-30 now` */
export function extendedText(details: Details): string {
  const isExtension = details.kind === "infra.extend" || details.kind === "vm.extend";
  const last = isExtension ? `ends on ${details.until} now` : "is extended";
  return `${subjectOf(details)} ${last}`;
}

/** `C-3 is given back`, `1.00 of C-3 is given back` */
export function givenBackText(details: Details): string {
  const amount = details.kind === "report.dispute" ? details.amount : undefined;
  return `${amount === undefined ? "" : `${plainAmount(amount)} of `}${subjectOf(details)} is given back`;
}

function stoppedText(details: Details): string {
  const subject = subjectOf(details);
  return details.kind === "vm.end" ? `${subject} is` : `the machines of ${subject} are`;
}

function approvedText(details: Details): string {
  const subject = subjectOf(details);
  if (details.kind === "infra.change")
    return `is done: ${subject} is changed; what is new is provisioned: infra provision ${subject}`;
  if (details.kind === "bu.register") return `is done: business unit ${subject} is founded`;
  if (details.kind === "report.dispute") return `is done: ${givenBackText(details)}`;
  if (details.kind === "review") return `is closed: ${subject} was rightly decided`;
  return `waits for an admin of the datacenter to provision it: infra provision ${subject}`;
}
