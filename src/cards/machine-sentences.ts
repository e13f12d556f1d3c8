/** What became of each machine of a request, in a sentence each. */
import type { Jobs } from "../../machines/jobs.ts";
import type { Named, Wish } from "../domain/request.ts";
import type { RequestView } from "./request-view.ts";
import { dayPriceText } from "./text.ts";

/** `web-01 is running at 10.0.0.7, 3.10 EUR a day`, what failed first: as the request left it, whatever came later. */
export function machineSentences(view: RequestView): string[] {
  const { details, standing } = view.request;
  if (!SETTLING.has(details.kind) || !("machines" in details)) return [];
  const { jobs } = standing.context;
  return failedFirst(details.machines, jobs).flatMap(({ id, name }) => {
    const { left = "", reason = "" } = jobs[id] ?? {};
    const state = left || view.machines.find((one) => one.id === id)?.state;
    if (!state) return [];
    const wish = wishDone(view, id);
    const called = wish?.of === "name" ? wish.name : name;
    const more = wish ? wishText(wish, name, view) : costText(state, view);
    return [`${called} is ${state}${more}${reason ? ` (${reason})` : ""}`];
  });
}

const SETTLING: ReadonlySet<string> = new Set(["vm.create", "vm.action", "vm.run", "vm.import"]);

/** Of many machines these are the ones that somebody has to look at. */
function failedFirst(machines: Named[], jobs: Jobs): Named[] {
  const failed = ({ id }: Named) => jobs[id]?.state === "failed";
  return [...machines.filter(failed), ...machines.filter((one) => !failed(one))];
}

/** What was wished of the machine, once it has come about. */
function wishDone({ request: { details, standing } }: RequestView, machine: string): Wish | undefined {
  const isDone = standing.context.jobs[machine]?.state === "done";
  return isDone && "wish" in details ? details.wish : undefined;
}

/** What each action on a snapshot has left behind. */
const SNAPSHOTS: Record<string, (snapshot: string) => string> = {
  snapshot: (name) => `, and can come back to ${name}`,
  revert: (name) => `, as it was at ${name}`,
  unsnapshot: (name) => `, and ${name} is no more`,
};

function wishText(wish: Wish, name: string, { request: { details }, currency }: RequestView): string {
  switch (wish.of) {
    case "snapshot":
      return details.kind === "vm.action" ? (SNAPSHOTS[details.action]?.(wish.name) ?? "") : "";
    case "inputs":
      return details.kind === "vm.run" ? `, and ${details.action} is done` : "";
    case "name":
      return `, and was ${name}`;
    case "size":
      return `, now ${wish.after.template} at ${dayPriceText(wish.after.dayPrice, currency)}`;
  }
}

/** What a machine that was just made costs from now on. */
function costText(state: string, { request: { details }, currency }: RequestView): string {
  const isNew = details.kind === "vm.import" || (details.kind === "vm.create" && state.startsWith("running"));
  return isNew && state !== "deleted" ? `, ${dayPriceText(details.dayPrice, currency)}` : "";
}
