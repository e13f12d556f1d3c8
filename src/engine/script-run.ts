/** Runs one script of a task, and ends it when somebody asks for a cancel, the workflow's time is up or its lock is lost. */
import { join } from "node:path";
import type { Task } from "./action.ts";
import { bind } from "./bindings.ts";
import { fetchedFor } from "./kept-outputs.ts";
import type { Lock } from "./locks.ts";
import { lookout } from "./lookout.ts";
import { activityId, type Run, type Turn } from "./run.ts";
import type { Connection, ScriptCall, ScriptResult } from "./script.ts";
import { couldNotStart, outputsOf } from "./script-end.ts";
import { opened } from "./secure.ts";
import { TaskFailed } from "./task-failed.ts";

/** What of a task is run. */
export interface Call {
  /** Relative to the pack's folder. */
  script: string;
  /** Under which it runs; null: under none. */
  lock: Lock | null;
  /** What it is given beside the task's parameters. */
  given: Record<string, unknown>;
  /** Is given each line that it says. */
  hear(line: string): void;
}

/**
 * Returns what the script put out. Throws TaskFailed when it failed and Cancelled when somebody cancelled, unless
 * `cancellable` is false; any other error means that this run cannot go on.
 */
export async function runScript(
  run: Run,
  turn: Turn,
  call: Call,
  cancellable: boolean,
): Promise<Record<string, unknown>> {
  const scriptCall = await callOf(run, turn, call);
  const out = lookout(run, cancellable, call.lock);
  try {
    const result = await start(run, turn, scriptCall, out.signal, call.hear);
    if (result.kind === "cancelled") return out.raise();
    return outputsOf(turn.task, result);
  } finally {
    out.end();
  }
}

async function callOf(run: Run, { position, task }: Turn, { script, lock, given }: Call): Promise<ScriptCall> {
  const folder = await run.rooms.packs.folder(run.work.pack);
  if (folder === null) throw new TaskFailed("its scripts are gone");
  return {
    activity: lock?.script ?? activityId(run, position),
    type: task.type,
    file: join(folder, script),
    parameters: { ...given, ...bind(task.parameters, run.item, await fetchedFor(run, task.parameters)) },
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
