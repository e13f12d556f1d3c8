/** The end of an infrastructure in sentences: when it comes, how far it is, and how it is saved. */
import { farOff } from "../domain/ending.ts";
import { subjectOf } from "../domain/request.ts";
import { dayText, momentText } from "./moment.ts";
import type { RequestView } from "./request-view.ts";

/** What is said of each state of something that is wound up. */
export const ENDING_SENTENCES: Record<string, (view: RequestView) => string> = {
  announced: (view) => `${subjectOf(view.request.details)} ends on ${lastDayText(view)}: ${AFTERWARDS}. ${SAVING}`,
  stopping: (view) => `The machines of ${subjectOf(view.request.details)} are being stopped`,
  notStopped: (view) =>
    `Not everything could be stopped. ${failures(view)}. To try again: Decommission; to keep it: Withdraw`,
  saving: ({ request: { details } }) =>
    `${subjectOf(details)} goes on; machines that are being stopped are stopped first`,
  inGrace: graceSentence,
  deleting: (view) => `${subjectOf(view.request.details)} is being deleted`,
  notDeleted: (view) => `Not everything could be deleted. ${failures(view)}. To try again: Decommission`,
  decommissioned: (view) =>
    `${subjectOf(view.request.details)} is decommissioned: its machines are deleted, and what it took is free`,
};

const AFTERWARDS = "then its machines are stopped, and deleted once the grace is over";
const SAVING = "To keep it, extend it";

/** What is said to the business unit at each step. */
export function endingText(view: RequestView): string {
  const { id, standing, details } = view.request;
  const say = ENDING_SENTENCES[standing.state];
  if (say) return `${id}: ${say(view)}`;
  const { by = null, reason = "" } = standing.context.ending ?? {};
  const who = by ? ` (withdrawn by ${view.people[by] ?? by})` : "";
  return `${id}: ${subjectOf(details)} is not decommissioned${who}${reason ? `: ${reason}` : ""}`;
}

/** The morning's reminder. */
export function reminderOfEnd(view: RequestView, now: Date): string {
  const { id, details } = view.request;
  if (details.kind !== "infra.end") return endingText(view);
  const when = farOff(details.lastDay, now, view.timeZone);
  return `${id}: ${details.name} ends ${when}, on ${lastDayText(view)}: ${AFTERWARDS}. ${SAVING}: infra extend ${details.name} --until DATE`;
}

function graceSentence({ request, timeZone }: RequestView): string {
  const { deadline } = request.timers;
  const when = deadline ? momentText(deadline, timeZone) : "soon";
  return `${subjectOf(request.details)} is stopped, and is deleted on ${when}. To keep it: Withdraw, or extend it`;
}

function lastDayText({ request: { details } }: RequestView): string {
  return details.kind === "infra.end" ? dayText(details.lastDay) : "";
}

/** `web-01: the host refuses`, one for each machine. */
function failures({ jobs }: RequestView): string {
  return jobs
    .filter(({ state }) => state === "failed" || state === "cancelled")
    .map(({ subject, reason }) => `${subject}: ${reason || "cancelled"}`)
    .join("; ");
}
