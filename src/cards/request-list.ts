/** Requests and their jobs, a line each. */
import { kindText } from "../domain/request.ts";
import type { Card } from "./card.ts";
import { listCard } from "./list-card.ts";
import type { JobView, RequestView } from "./request-view.ts";
import { shortNames, stateText } from "./text.ts";

/** Id, kind, names, requester and state of each. */
export function requestList(views: RequestView[]): Card {
  const columns = ["id", "kind", "names", "requester", "state"];
  const rows = views.map(({ request, people }) => {
    const { id, details, requester, standing } = request;
    return [id, kindText(details), shortNames(details), people[requester] ?? requester, stateText(standing.state)];
  });
  return listCard(["request", "requests"], columns, rows);
}

/** One job with the request that it belongs to; a request in line has none yet. */
export interface ListedJob {
  view: RequestView;
  job: JobView | null;
}

export function jobList(jobs: ListedJob[]): Card {
  const columns = ["request", "what", "on", "state", "tasks", "note"];
  const rows = jobs.map(({ view: { request }, job }) => {
    const kind = kindText(request.details);
    if (!job) return [request.id, kind, shortNames(request.details), "waiting", "–", "in line for the engine"];
    const done = job.tasks.filter((task) => task.state === "done").length;
    return [request.id, kind, job.subject, job.state, `${done} of ${job.tasks.length}`, noteOf(job)];
  });
  return listCard(["job", "jobs"], columns, rows);
}

function noteOf({ reason, tasks }: JobView): string {
  const lock = tasks.find((task) => task.lock)?.lock;
  return reason || (lock ? `waits for lock ${lock.name}` : "–");
}
