/** Performs a workflow's tasks in order, each outcome saved before the next task starts. */
import { setTimeout as pause } from "node:timers/promises";
import { parted } from "../domain/kept-output.ts";
import { LOOK_MS } from "./lookout.ts";
import { partsOf } from "./parts.ts";
import { enter, type Room, roomIn } from "./room.ts";
import { activityId, look, move, type Run, requireTime, requireUninterrupted, standingAt, type Turn } from "./run.ts";
import { runParts } from "./run-parts.ts";
import { Asking, Cancelled, failureOnly, Stopped, TaskFailed } from "./task-failed.ts";
import type { Activity } from "./workflow-store.ts";

/** Performs what is not done yet. Throws TaskFailed once the failure of a task is saved. */
export async function performTasks(run: Run): Promise<void> {
  let ended: Activity | undefined;
  for (const [position, task] of run.plan.tasks.entries()) {
    const standing = standingAt(run, position);
    if (standing === "done" || standing === "continued") continue;
    const turn = { position, task };
    if (standing === "running" && !task.idempotent) await askOperator(run, turn);
    const begun = await begin(run, turn, true, ended);
    ended = await perform(run, turn, begun);
  }
  if (ended) await move(run, { ended });
}

/** Ends what an interrupted run left behind of its scripts, and gives its locks back after that. */
export async function reapInterrupted(run: Run): Promise<void> {
  if (run.work.isInLine) await run.rooms.locks.abandon(run.work.id);
  const running = run.work.activities.filter(({ state }) => state === "running");
  await Promise.all(running.map(({ position }) => run.rooms.scripts.reap(activityId(run, position))));
}

/** Undoes as well as it goes. Returns what could not be undone, as sentences. */
export async function undoTasks(run: Run): Promise<string[]> {
  if (!run.begun) return [];
  const failures: string[] = [];
  for (const [at, task] of run.plan.undo.entries()) {
    const position = run.plan.tasks.length + at;
    if (standingAt(run, position) === "done") continue;
    const turn = { position, task };
    const ended = await attempt(run, turn, await begin(run, turn, false), false);
    await move(run, { ended: ended.activity });
    if (ended.failure) failures.push(`${task.name} failed: ${ended.failure.message}`);
  }
  return failures;
}

/** Nobody knows how far the interrupted task came, and it does not say that it may be run again. */
async function askOperator(run: Run, { position, task }: Turn): Promise<never> {
  const reason = `${task.name} was interrupted and may not simply be run again: an operator has to look`;
  const cancelAsked = await move(run, { ended: { position, state: "asking", outputs: {}, reason } });
  throw cancelAsked ? new Cancelled() : new Asking(reason);
}

/** A task that is running now; without room when nothing may start any more, or why there can be none. */
interface Begun {
  room: Room | TaskFailed | null;
  /** Did somebody ask for a cancel? */
  cancelAsked: boolean;
}

/** Saves the end of the task before and the start of this one, at once unless its script has to wait for room. */
async function begin(run: Run, turn: Turn, cancellable: boolean, ended?: Activity): Promise<Begun> {
  if (ended && run.signal.aborted) await move(run, { ended });
  requireUninterrupted(run);
  const { position, task } = turn;
  const [first] = partsOf(task);
  const free = first.isLocked ? null : await run.rooms.places.now(task.type);
  if (!free && ended) await move(run, { ended });
  const room = free ? roomIn(free, null) : await enter(run, turn, first, cancellable).catch(failureOnly);
  const step = { ...(free && ended ? { ended } : {}), started: { position, task: task.name } };
  const cancelAsked = await move(run, step).catch(async (error) => {
    await left(room);
    throw error;
  });
  return { room, cancelAsked };
}

async function left(room: Begun["room"]): Promise<void> {
  if (room && !(room instanceof TaskFailed)) await room.leave();
}

async function perform(run: Run, turn: Turn, begun: Begun): Promise<Activity> {
  const { activity, failure } = await attempts(run, turn, begun);
  if (!failure) {
    run.outputs[turn.task.name] = parted(activity.outputs).simple;
    return activity;
  }
  if (turn.task.continueOnError && !(failure instanceof Stopped)) return { ...activity, state: "continued" };
  await move(run, { ended: activity });
  throw failure;
}

/** As often as the task's rule for failures allows, each time after waiting twice as long. */
async function attempts(run: Run, turn: Turn, first: Begun): Promise<Attempt> {
  const { times, waitSeconds } = turn.task.retry ?? { times: 0, waitSeconds: 0 };
  let begun = first;
  for (let retries = 0; ; retries += 1) {
    const tried = await attempt(run, turn, begun, true);
    if (!tried.failure || tried.failure instanceof Stopped || retries === times) return tried;
    await waitAbout(run, waitSeconds * 1000 * 2 ** retries);
    begun = await begin(run, turn, true);
  }
}

/** Looks up now and then, so that a cancel, the end of the workflow's time and another run are noticed while waiting. */
async function waitAbout(run: Run, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= LOOK_MS) {
    await pause(Math.min(left, LOOK_MS), undefined, { signal: run.signal }).catch(() => requireUninterrupted(run));
    if (run.timeUp.aborted || (await look(run))) return;
  }
}

interface Attempt {
  activity: Activity;
  failure: TaskFailed | null;
}

async function attempt(run: Run, turn: Turn, { room, cancelAsked }: Begun, cancellable: boolean): Promise<Attempt> {
  try {
    if (cancellable && cancelAsked) throw new Cancelled();
    if (cancellable) requireTime(run);
    if (room instanceof TaskFailed) throw room;
    const outputs = await runParts(run, turn, room, cancellable);
    return { activity: { position: turn.position, state: "done", outputs, reason: "" }, failure: null };
  } catch (error) {
    if (error instanceof TaskFailed) return refused(turn, error);
    throw error;
  } finally {
    await left(room);
  }
}

function refused({ position }: Turn, failure: TaskFailed): Attempt {
  return { activity: failed(position, failure), failure };
}

function failed(position: number, { message }: TaskFailed): Activity {
  return { position, state: "failed", outputs: {}, reason: message };
}
