/** Starts the process of a script, in a group of its own with a clean environment. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { ScriptCall } from "../../engine/script.ts";
import type { Launch } from "./launch-of.ts";
import { SCRIPT_TYPES } from "./types.ts";
import type { Workplace } from "./workplace.ts";

/** The place is noted as the process's; when nothing could be started it is closed, and the error names the activity. */
export async function launch(
  call: ScriptCall,
  place: Workplace,
): Promise<{ child: ChildProcessWithoutNullStreams; pid: number }> {
  try {
    const child = spawned(launchOf(call), place.directory);
    if (child.pid === undefined) throw (await once(child, "error"))[0];
    place.note(child.pid);
    return { child, pid: child.pid };
  } catch (cause) {
    await place.close();
    throw new Error(`starting ${call.file} for activity ${call.activity}`, { cause });
  }
}

function launchOf(call: ScriptCall): Launch {
  const type = SCRIPT_TYPES.get(call.type);
  if (type === undefined) throw new Error(`no script type "${call.type}"; there is ${[...SCRIPT_TYPES.keys()]}`);
  return type(call.file, call.parameters);
}

function spawned(how: Launch, directory: string): ChildProcessWithoutNullStreams {
  const environment = { ...surroundings(), HOME: directory, TMPDIR: directory, ...how.environment };
  return spawn(how.program, how.arguments, { cwd: directory, detached: true, env: environment });
}

/** All that a script learns of our own environment. */
function surroundings(): Record<string, string> {
  return { PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin", LANG: process.env.LANG ?? "C.UTF-8" };
}
