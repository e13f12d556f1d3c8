/** What was said to a request, by whom and when: questions, offers and their answers, each yes, and who decided alone. */
import type { Fact } from "./card.ts";
import { momentText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";

/** All of it: what was said while it was pending, then what decided it. */
export function saidFacts(view: RequestView): Fact[] {
  return [...talkFacts(view), ...yesFacts(view), ...overrideFacts(view)];
}

function yesFacts({ request, people, timeZone }: RequestView): Fact[] {
  return request.standing.context.yeses.map(({ by, right, at, comment }) => {
    const who = right === by ? nameIn(people, by) : `${nameIn(people, by)} for ${nameIn(people, right)}`;
    const said = comment ? `: ${comment}` : "";
    return { label: "Approved by", value: `${who}, ${momentText(at, timeZone)}${said}` };
  });
}

/** Who decided alone, whatever the policy asks for. */
function overrideFacts({ request, people, timeZone }: RequestView): Fact[] {
  const { override } = request.standing.context;
  if (!override) return [];
  const { by, at, reason } = override;
  const label = by ? "Decided alone" : "Approved by time";
  return [{ label, value: `${by ? `${nameIn(people, by)}, ` : ""}${momentText(at, timeZone)}: ${reason}` }];
}

const WORDS = {
  question: "Question",
  answer: "Answer",
  offer: "Offer",
  accept: "Accepted",
  decline: "Declined",
} as const;

/** What was said while it was pending, in its order. */
function talkFacts({ request, people, timeZone }: RequestView): Fact[] {
  return request.standing.context.talk.map(({ what, by, at, text }) => {
    const said = text ? `: ${text}` : "";
    return { label: WORDS[what], value: `${nameIn(people, by)}, ${momentText(at, timeZone)}${said}` };
  });
}

/** What was said last, as a sentence; empty when nothing was. */
export function lastWords({ request, people }: RequestView, verb: string): string {
  const words = request.standing.context.talk.at(-1);
  return words ? `${nameIn(people, words.by)} ${verb}: ${words.text}` : "";
}

function nameIn(people: RequestView["people"], person: string): string {
  return people[person] ?? person;
}
