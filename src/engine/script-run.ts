/** Runs the script of one task, and ends it when somebody asks for a cancel or the workflow's time is up. */
import { join } from "node:path";
import { bind } from "./bindings.ts";
import { activityId, look, type Run, requireTime, requireUninterrupted, type Turn } from "./run.ts";
import type { ScriptCall, ScriptResult } from "./script.ts";
import { couldNotStart, outputsOf } from "./script-end.ts";
import { Cancelled, Superseded, TaskFailed } from "./task-failed.ts";

/** How often a running script's workflow is looked at for a cancel. */
export const LOOK_MS = 500;

/**
 * Returns what the task put out. Throws TaskFailed when it failed and Cancelled when somebody cancelled, unless
 * `cancellable` is false; any other error means that this run cannot go on.
 */
export async function runTask(run: Run, turn: Turn, cancellable: boolean): Promise<Record<string, unknown>> {
  const call = callOf(run, turn);
  const stop = new AbortController();
  const looking = cancellable ? setInterval(() => void watch(run, stop), LOOK_MS) : undefined;
  try {
    const ends = cancellable ? [stop.signal, run.timeUp] : [stop.signal];
    const result = await start(run, turn, call, ends);
    if (result.kind !== "cancelled") return outputsOf(turn.task, result);
  } finally {
    clearInterval(looking);
  }
  requireUninterrupted(run);
  if (cancellable) requireTime(run);
  throw stop.signal.aborted ? stop.signal.reason : new Superseded();
}

function callOf(run: Run, { position, task }: Turn): ScriptCall {
  const pack = run.rooms.packs.find(({ name }) => name === run.work.pack);
  if (!pack) throw new TaskFailed(`the pack ${run.work.pack} is gone`);
  return {
    activity: activityId(run, position),
    type: task.type,
    file: join(pack.folder, task.script),
    parameters: bind(task.parameters, run.item, run.outputs),
    secure: {},
    connection: null,
    timeoutSeconds: task.timeoutSeconds,
  };
}

async function start(
  { rooms, signal }: Run,
  { task }: Turn,
  call: ScriptCall,
  ends: AbortSignal[],
): Promise<ScriptResult> {
  try {
    return await rooms.scripts.run(call, AbortSignal.any([signal, ...ends]));
  } catch (error) {
    throw couldNotStart(task, error);
  }
}

/** A look that fails says nothing; the next one comes soon. */
async function watch(run: Run, stop: AbortController): Promise<void> {
  try {
    if (await look(run)) stop.abort(new Cancelled());
  } catch (error) {
    if (error instanceof Superseded) stop.abort(error);
  }
}
