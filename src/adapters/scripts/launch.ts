/** Starts a process in a private place: in a group of its own, with a clean environment. */

import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { Launch } from "./script-type.ts";
import type { Workplace } from "./workplace.ts";

/** A process that was started, with its three pipes. */
export type Started = ChildProcessWithoutNullStreams & { pid: number };

/** `more`: how many pipes it gets beyond the usual three. The place is noted as the process's. Throws when it cannot be started. */
export async function launch(how: Launch, place: Workplace, more = 0): Promise<Started> {
  const environment = { ...surroundings(), HOME: place.directory, TMPDIR: place.directory, ...how.environment };
  const child = spawn(how.program, how.arguments, {
    ...{ cwd: place.directory, detached: true, env: environment },
    stdio: Array.from({ length: 3 + more }, () => "pipe" as const),
  });
  if (!isStarted(child)) throw (await once(child, "error"))[0];
  place.note(child.pid);
  return child;
}

function isStarted(child: ChildProcess): child is Started {
  return child.pid !== undefined;
}

/** All that a script learns of our own environment. */
function surroundings(): Record<string, string> {
  return { PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin", LANG: process.env.LANG ?? "C.UTF-8" };
}
