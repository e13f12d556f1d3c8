/** Runs tasks' scripts as processes of their own, each in a private place. */

import { mkdirSync, realpathSync } from "node:fs";
import type { ScriptCall, ScriptResult, ScriptRunner } from "../../engine/script.ts";
import { attend } from "./attend.ts";
import { launch } from "./launch.ts";
import { isAlone, signalGroup } from "./processes.ts";
import { endPolitely, endTree } from "./tree.ts";
import { type Workplace, workplace } from "./workplace.ts";

/** A run that goes on in this very process. */
interface Run {
  cancel: AbortController;
  ended: Promise<unknown>;
}

/**
 * `workRoot`: private working directories live beneath it, so it belongs to us alone.
 * `outputLimit`: bytes kept of the end of each stream, 64 KiB unless told.
 * A script ended by a signal returns 128 + the signal's number, as in a shell. A second run of an activity cancels the
 * first. The runner throws when the type is unknown, the file cannot be run, or the activity cannot name a directory.
 */
export function startScripts(options: { workRoot: string; outputLimit?: number }): ScriptRunner {
  mkdirSync(options.workRoot, { recursive: true, mode: 0o700 });
  const workRoot = realpathSync(options.workRoot);
  const limit = options.outputLimit ?? 64 * 1024;
  const runs = new Map<string, Run>();

  async function run(call: ScriptCall, signal: AbortSignal): Promise<ScriptResult> {
    await evict(call.activity);
    const cancel = new AbortController();
    const result = runAlone(call, [signal, cancel.signal]).finally(() => runs.delete(call.activity));
    runs.set(call.activity, { cancel, ended: result.catch(() => undefined) });
    return result;
  }

  /** Each waits for the run before it, so however many come at once, one at a time is in the place. */
  async function evict(activity: string): Promise<void> {
    for (let earlier = runs.get(activity); earlier !== undefined; earlier = runs.get(activity)) {
      earlier.cancel.abort();
      await earlier.ended;
    }
  }

  async function runAlone(call: ScriptCall, signals: AbortSignal[]): Promise<ScriptResult> {
    const place = workplace(workRoot, call.activity);
    if (signals.some((signal) => signal.aborted)) return { kind: "cancelled" };
    if (!place.open()) await reopen(place);
    const { child, pid } = await launch(call, place);
    const stop = () => endPolitely(pid, place.directory);
    return attend(child, call, { signals, limit, stop, clear: () => clear(place, pid) });
  }

  async function reap(activity: string): Promise<void> {
    await evict(activity);
    await vacate(workplace(workRoot, activity));
  }

  return { run, reap };
}

/** An earlier run's directory is in the way. */
async function reopen(place: Workplace): Promise<void> {
  await vacate(place);
  if (!place.open()) throw new Error(`two runs at once want ${place.directory}`);
}

/** Ends what an earlier process of ours left here. */
async function vacate(place: Workplace): Promise<void> {
  const pid = place.noted();
  place.takeOver();
  if (pid !== null) await endTree(pid, place.directory);
  await endTree(null, place.directory);
  await place.close();
}

/** Leaves nothing behind after a run, and a later run's things alone. */
async function clear(place: Workplace, pid: number): Promise<void> {
  if (!place.isHeldBy(pid)) return void signalGroup(pid, "SIGKILL");
  if (!isAlone(pid)) await endTree(pid, place.directory);
  if (place.isHeldBy(pid)) await place.close();
}
