/** What is said, beside its card, of a request that is pending or was decided alone. */
import { kindText } from "../domain/request.ts";
import { momentText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";
import { shortNames } from "./text.ts";

/** For those who decide: it waits for them still. */
export function reminderText({ request, people, timeZone }: RequestView): string {
  const { id, details, requester, created, timers } = request;
  const until = timers.deadline ? `, until ${momentText(timers.deadline, timeZone)}` : "";
  const what = `${kindText(details)} ${shortNames(details)}`;
  return `${id} waits for a decision: ${what}, asked by ${people[requester] ?? requester} on ${momentText(created, timeZone)}${until}`;
}

const SAID = {
  question: "asks",
  answer: "answers",
  offer: "offers",
  accept: "accepts the offer",
  decline: "declines the offer",
};

/** What was said last. */
export function talkText({ request, people }: RequestView): string {
  const words = request.standing.context.talk.at(-1);
  if (!words) return `${request.id} goes on`;
  const text = words.text ? `: ${words.text}` : "";
  return `${request.id}: ${people[words.by] ?? words.by} ${SAID[words.what]}${text}`;
}

/** For everybody who has to do with it: somebody decided alone. */
export function overrideText({ request, people }: RequestView): string {
  const { override } = request.standing.context;
  const who = override?.by ? (people[override.by] ?? override.by) : "nobody";
  return `${request.id} was decided by ${who} alone: ${override?.reason ?? ""}`;
}
