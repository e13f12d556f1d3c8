/** Runs the script of one task, and ends it when somebody asks for a cancel or the workflow's time is up. */
import { join } from "node:path";
import type { Task } from "./action.ts";
import { bind } from "./bindings.ts";
import { fetchedFor } from "./kept-outputs.ts";
import { lookout } from "./lookout.ts";
import { activityId, type Run, type Turn } from "./run.ts";
import type { Connection, ScriptCall, ScriptResult } from "./script.ts";
import { couldNotStart, outputsOf } from "./script-end.ts";
import { noting } from "./script-said.ts";
import { opened } from "./secure.ts";
import { TaskFailed } from "./task-failed.ts";

/**
 * Returns what the task put out. Throws TaskFailed when it failed and Cancelled when somebody cancelled, unless
 * `cancellable` is false; any other error means that this run cannot go on.
 */
export async function runTask(run: Run, turn: Turn, cancellable: boolean): Promise<Record<string, unknown>> {
  const call = await callOf(run, turn);
  const out = lookout(run, cancellable);
  const notes = noting(run, turn.position);
  try {
    const result = await start(run, turn, call, out.signal, notes.hear);
    if (result.kind === "cancelled") return out.raise();
    return outputsOf(turn.task, result);
  } finally {
    out.end();
    await notes.end();
  }
}

async function callOf(run: Run, { position, task }: Turn): Promise<ScriptCall> {
  const folder = await run.rooms.packs.folder(run.work.pack);
  if (folder === null) throw new TaskFailed("its scripts are gone");
  return {
    activity: activityId(run, position),
    type: task.type,
    file: join(folder, task.script),
    parameters: bind(task.parameters, run.item, await fetchedFor(run, task.parameters)),
    secure: await opened(run, task.parameters),
    timeoutSeconds: task.timeoutSeconds,
    connection: connectionOf(run, task, folder),
  };
}

/** Asked again when it died meanwhile, if the task may be run again. */
function connectionOf({ item, outputs }: Run, { connection, idempotent }: Task, folder: string): Connection | null {
  if (!connection) return null;
  const { to } = bind({ to: connection.to }, item, outputs);
  return { to: String(to), type: connection.type, file: join(folder, connection.script), again: idempotent };
}

async function start(
  { rooms }: Run,
  { task }: Turn,
  call: ScriptCall,
  signal: AbortSignal,
  hear: (line: string) => void,
): Promise<ScriptResult> {
  try {
    return await rooms.scripts.run(call, signal, hear);
  } catch (error) {
    throw couldNotStart(task, error);
  }
}
