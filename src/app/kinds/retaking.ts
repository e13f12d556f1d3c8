/** Trying again: what failed jobs gave back is taken once more, as far as it can still be had. */
import { jobsThatAre } from "../../../machines/jobs.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Details, Named, Request } from "../../domain/request.ts";
import type { World } from "../store.ts";
import type { Write } from "../write.ts";
import { actOnMachines } from "./act-on-machines.ts";
import { createMachines } from "./create-machines.ts";
import type { ActOnMachines } from "./machine-actions/particular.ts";
import { runAction } from "./run-action.ts";

/** Does any of its jobs run, or wait for a word? */
export function isAtWork({ standing: { state } }: Request): boolean {
  return AT_WORK.has(state);
}

const AT_WORK: ReadonlySet<string> = new Set(["running", "provisioning", "stopping", "saving", "deleting"]);

/** Refuses what cannot be tried again: its machines are busy or all of them gone, or there is no quota for it any more. */
export function requireRetakeable(request: Request, world: World): void {
  const { details, standing } = request;
  const failed = jobsThatAre(standing.context.jobs, "failed");
  if (details.kind === "vm.action") actOnMachines.judge(only(details, failed), world, null);
  if (details.kind === "vm.run") runAction.judge(only(details, failed), world, null);
  if (details.kind === "vm.import")
    throw new Refusal(
      "wrong-state",
      "what could not be imported is none of ours",
      "ask for it anew: dc unmanaged list",
    );
  if (details.kind !== "vm.create") return;
  const gone = deletedSince(request, world);
  const again = gone.length < failed.length ? failed.filter((id) => !gone.includes(id)) : failed;
  for (const machine of only(details, again).machines) requireFailed(machine, world);
  const given = again.filter((id) => standing.context.jobs[id]?.undone === true);
  createMachines.judge(only(details, given), world, null);
}

/** Machines that failed to be made, and that somebody deleted since: the others can be tried again without them. */
export function deletedSince({ details, standing }: Request, { machines }: World): string[] {
  if (details.kind !== "vm.create") return [];
  const kept = new Set(machines.flatMap(({ id, state }) => (state === "deleted" ? [] : [id])));
  return jobsThatAre(standing.context.jobs, "failed").filter((id) => !kept.has(id));
}

/** What these jobs of it take again. */
export function retaken({ details }: Request, jobs: string[], world: World): Write[] {
  if (details.kind === "vm.action") return takenForActions(only(details, jobs), jobs, world);
  if (details.kind === "vm.run") return [{ type: "occupy-machines", ids: jobs }];
  if (details.kind !== "vm.create") return [];
  const shares = createMachines.shares(only(details, jobs), world);
  const recounts = shares.map((share): Write => ({ type: "recount", consumer: share.consumer, share }));
  return [...recounts, { type: "remake-machines", ids: jobs }];
}

function takenForActions(details: ActOnMachines, jobs: string[], world: World): Write[] {
  const names = actOnMachines.names(details);
  return [
    ...(names ? [{ type: "take-names", ...names } as const] : []),
    { type: "take", shares: actOnMachines.shares(details, world) },
    { type: "occupy-machines", ids: jobs },
  ];
}

function only<D extends Details & { machines: Named[] }>(details: D, jobs: string[]): D {
  return { ...details, machines: details.machines.filter(({ id }) => jobs.includes(id)) };
}

function requireFailed({ id, name }: Named, { machines }: World): void {
  const machine = machines.find((one) => one.id === id);
  if (machine?.request)
    throw new Refusal(
      "locked",
      `${name} is busy with ${machine.request}`,
      `wait for it: request show ${machine.request}`,
    );
  if (machine?.state === "failed") return;
  throw new Refusal(
    "wrong-state",
    `${name} is ${machine?.state ?? "gone"}, and has not to be made again`,
    "see yours: vm list",
  );
}
