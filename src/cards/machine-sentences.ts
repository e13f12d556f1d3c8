/** What became of each machine of a request, in a sentence each. */
import type { Jobs } from "../../machines/jobs.ts";
import type { Named } from "../domain/request.ts";
import type { RequestView } from "./request-view.ts";
import { dayPriceText } from "./text.ts";

/** `web-01 is running at 10.0.0.7, 3.10 EUR a day`, what failed first: as the request left it, whatever came later. */
export function machineSentences(view: RequestView): string[] {
  const { details, standing } = view.request;
  if (details.kind !== "vm.create" && details.kind !== "vm.action" && details.kind !== "vm.import") return [];
  const { jobs } = standing.context;
  return failedFirst(details.machines, jobs).flatMap(({ id, name }) => {
    const { left = "", reason = "" } = jobs[id] ?? {};
    const state = left || view.machines.find((one) => one.id === id)?.state;
    if (!state) return [];
    const called = calledNow(view, id) ?? name;
    return [`${called} is ${state}${costText(state, view)}${reason ? ` (${reason})` : ""}`];
  });
}

/** Of many machines these are the ones that somebody has to look at. */
function failedFirst(machines: Named[], jobs: Jobs): Named[] {
  const failed = ({ id }: Named) => jobs[id]?.state === "failed";
  return [...machines.filter(failed), ...machines.filter((one) => !failed(one))];
}

/** The name that this request gave a machine. */
function calledNow({ request: { details, standing } }: RequestView, machine: string): string | undefined {
  const isDone = standing.context.jobs[machine]?.state === "done";
  return isDone && details.kind === "vm.action" && details.wish?.of === "name" ? details.wish.name : undefined;
}

/** What a machine that was just made costs from now on. */
function costText(state: string, { request: { details }, currency }: RequestView): string {
  const isNew = details.kind === "vm.import" || (details.kind === "vm.create" && state.startsWith("running"));
  return isNew && state !== "deleted" ? `, ${dayPriceText(details.dayPrice, currency)}` : "";
}
