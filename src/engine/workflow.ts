/** Runs workflows so that they survive: taken up by any worker, gone on with at the right task, told of once they end. */
import type { ClaimStore } from "../app/capacity.ts";
import { bind } from "./bindings.ts";
import { fetchedFor } from "./kept-outputs.ts";
import { isNowhere, placeMachine } from "./place.ts";
import { type EngineRooms, end, type Run, startRun } from "./run.ts";
import { Asking, Cancelled, Superseded, TaskFailed } from "./task-failed.ts";
import { performTasks, reapInterrupted, undoTasks } from "./tasks.ts";
import type { Ending, Work } from "./workflow-store.ts";

export interface Engine {
  /**
   * Runs a workflow to its end, from wherever it stands. It may be called again at any time, even while it runs: the
   * later call goes on, the earlier one stops quietly. When the signal is aborted the script is ended and the call
   * throws; the workflow goes on with the next call. Any other throw means: try again later.
   */
  run(workflow: string, signal: AbortSignal): Promise<void>;
  /** Ends a workflow that was tried often enough, as failed for this reason; what was begun is undone. */
  giveUp(workflow: string, reason: string): Promise<void>;
}

type Returns = Ending["returns"];

/** How it ended, and whether nothing is left of what it began. */
type End = Ending & { undone: boolean };

export function startEngine(rooms: EngineRooms): Engine {
  return {
    run: (workflow, signal) => takeUp(rooms, workflow, signal, (run) => perform(rooms.claims, run)),
    giveUp: (workflow, reason) =>
      takeUp(rooms, workflow, new AbortController().signal, () => Promise.reject(new TaskFailed(reason))),
  };
}

type Performance = (run: Run) => Promise<Returns>;

async function takeUp(rooms: EngineRooms, id: string, signal: AbortSignal, perform: Performance): Promise<void> {
  const work = await rooms.workflows.begin(id);
  if (!work) return;
  try {
    if (work.asks !== null) throw new Asking(work.asks);
    const run = startRun(rooms, work, signal);
    await tell(rooms, work, work.ended ? again(run, work.ended) : await finish(run, perform));
  } catch (error) {
    if (error instanceof Asking) return await ask(rooms, work, error.message);
    if (!(error instanceof Superseded)) throw error;
  }
}

/** Ends first and tells then, so that whoever is let in by what is told finds the engine's place free. */
async function finish(run: Run, perform: Performance): Promise<End> {
  await reapInterrupted(run);
  const ended = await perform(run).then(
    (returns) => ({ outcome: "done" as const, reason: "", returns, undone: false }),
    (error) => failure(run, error),
  );
  await end(run, ended);
  return ended;
}

async function perform(claims: ClaimStore, run: Run): Promise<Returns> {
  requireGoingOn(run.work);
  if (isNowhere(run)) return {};
  await placeMachine(claims, run);
  await performTasks(run);
  return bind(run.plan.returns, run.item, await fetchedFor(run, run.plan.returns));
}

/** A workflow that was to fail when it was interrupted does so now. */
function requireGoingOn({ cancelAsked, activities }: Work): void {
  if (cancelAsked) throw new Cancelled();
  const failed = activities.find(({ state }) => state === "failed");
  if (failed) throw new TaskFailed(failed.reason);
}

/** What was begun is undone. When that fails a cancelled workflow is a failed one: somebody has to clear up. */
async function failure(run: Run, error: unknown): Promise<End> {
  if (!(error instanceof TaskFailed)) throw error;
  const left = await undoTasks(run);
  const undone = !run.begun || (run.plan.undo.length > 0 && left.length === 0);
  const reason = [error.message, ...left.map((sentence) => `undoing it, ${sentence}`)].join("; ");
  return {
    outcome: error instanceof Cancelled && left.length === 0 ? "cancelled" : "failed",
    reason,
    returns: {},
    undone,
  };
}

/** It had ended, and perhaps nobody was told. */
function again({ plan, begun, work }: Run, ended: Ending): End {
  const undoing = work.activities.filter(({ position }) => position >= plan.tasks.length);
  const undone =
    !begun || (plan.undo.length > 0 && undoing.filter(({ state }) => state === "done").length === plan.undo.length);
  return { ...ended, undone };
}

async function tell(
  { requests }: EngineRooms,
  { request, job, attempt }: Work,
  { outcome, reason, returns, undone }: End,
): Promise<void> {
  await requests.tell(request, { type: "JOB_ENDED", job, attempt, outcome, reason, returns, undone });
}

async function ask({ requests }: EngineRooms, { request, job, attempt }: Work, reason: string): Promise<void> {
  await requests.tell(request, { type: "JOB_ASKS", job, attempt, reason });
}
