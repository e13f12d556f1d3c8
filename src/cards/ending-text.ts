/** The end of an infrastructure or a machine in sentences: when it comes, how far it is, and how it is saved. */
import { farOff } from "../domain/ending.ts";
import { subjectOf } from "../domain/request.ts";
import { dayText, momentText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";

/** What is said of each state of something that is wound up. */
export const ENDING_SENTENCES: Record<string, (view: RequestView) => string> = {
  announced: (view) => `${nameOf(view)} ends on ${lastDayText(view)}: ${wordsOf(view).afterwards}. ${SAVING}`,
  stopping: (view) => `${wordsOf(view).machines(nameOf(view))} being stopped`,
  notStopped: (view) =>
    `${wordsOf(view).not} stopped. ${failures(view)}. To try again: ${wordsOf(view).again}. ${wordsOf(view).keep}`,
  saving: (view) => `${nameOf(view)} goes on; ${wordsOf(view).first}`,
  inGrace: graceSentence,
  deleting: (view) => `${nameOf(view)} is being deleted`,
  notDeleted: (view) => `${wordsOf(view).not} deleted. ${failures(view)}. To try again: ${wordsOf(view).again}`,
  decommissioned: (view) => `${nameOf(view)} is ${wordsOf(view).gone}, and what it took is free`,
};

const SAVING = "To keep it, extend it";

/** What is said of an infrastructure, and of a machine. */
const WORDS = {
  infra: {
    afterwards: "then its machines are stopped, and deleted once the grace is over",
    machines: (name: string) => `The machines of ${name} are`,
    not: "Not everything could be",
    first: "machines that are being stopped are stopped first",
    gone: "decommissioned: its machines are deleted",
    kept: "is not decommissioned",
    again: "Decommission",
    keep: "To keep it: Withdraw, or extend it",
  },
  vm: {
    afterwards: "then it is stopped, and deleted once the grace is over",
    machines: (name: string) => `${name} is`,
    not: "It could not be",
    first: "it is being stopped, which is not broken off",
    gone: "deleted: its last day is over",
    kept: "does not end",
    again: "Retry",
    keep: SAVING,
  },
} as const;

function wordsOf({ request: { details } }: RequestView) {
  return details.kind === "vm.end" ? WORDS.vm : WORDS.infra;
}

function nameOf({ request: { details } }: RequestView): string {
  return subjectOf(details);
}

/** What is said to the business unit at each step. */
export function endingText(view: RequestView): string {
  const { id, standing } = view.request;
  const say = ENDING_SENTENCES[standing.state];
  if (say) return `${id}: ${say(view)}`;
  const { by = null, reason = "" } = standing.context.ending ?? {};
  const who = by ? ` (withdrawn by ${view.people[by] ?? by})` : "";
  return `${id}: ${nameOf(view)} ${wordsOf(view).kept}${who}${reason ? `: ${reason}` : ""}`;
}

/** The morning's reminder. */
export function reminderOfEnd(view: RequestView, now: Date): string {
  const { id, details } = view.request;
  if (details.kind !== "infra.end" && details.kind !== "vm.end") return endingText(view);
  const [name, when] = [nameOf(view), farOff(details.lastDay, now, view.timeZone)];
  const command = details.kind === "vm.end" ? "vm extend" : "infra extend";
  const end = `${name} ends ${when}, on ${lastDayText(view)}: ${wordsOf(view).afterwards}`;
  return `${id}: ${end}. ${SAVING}: ${command} ${name} --until DATE`;
}

function graceSentence(view: RequestView): string {
  const { deadline } = view.request.timers;
  const when = deadline ? momentText(deadline, view.timeZone) : "soon";
  return `${nameOf(view)} is stopped, and is deleted on ${when}. ${wordsOf(view).keep}`;
}

function lastDayText({ request: { details } }: RequestView): string {
  return "lastDay" in details ? dayText(details.lastDay) : "";
}

/** `web-01: the host refuses`, one for each machine. */
function failures({ jobs }: RequestView): string {
  return jobs
    .filter(({ state }) => state === "failed" || state === "cancelled")
    .map(({ subject, reason }) => `${subject}: ${reason || "cancelled"}`)
    .join("; ");
}
