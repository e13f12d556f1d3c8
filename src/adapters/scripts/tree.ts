/** Ending a script's whole process tree: its group, and whoever left the group. */

import { setTimeout as pause } from "node:timers/promises";
import { isGroupAlive, processesOf, signalGroup, signalProcess } from "./processes.ts";

/** Milliseconds between being asked to end and being ended. */
const GRACE = 2_000;
/** Milliseconds after which a killed process that is still there is given up: the kernel holds it. */
const PATIENCE = 5_000;
const BEAT = 10;

/** Asks the group to end, waits out the grace, then ends the whole tree. */
export async function endPolitely(group: number, directory: string): Promise<void> {
  const until = Date.now() + GRACE;
  signalGroup(group, "SIGTERM");
  while (isGroupAlive(group) && Date.now() < until) await pause(BEAT);
  await endTree(group, directory);
}

/**
 * Ends what is left of the tree at once; costs next to nothing when nothing is left.
 * `group` null: everyone who belongs to the directory, whichever process they came from.
 */
export async function endTree(group: number | null, directory: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (killed(group, directory) && Date.now() < until) await pause(BEAT);
}

/** Whether anyone was still there to be killed. */
function killed(group: number | null, directory: string): boolean {
  const inGroup = group !== null && signalGroup(group, "SIGKILL") && isGroupAlive(group);
  const strays = processesOf(directory, group).filter((pid) => signalProcess(pid, "SIGKILL"));
  return inGroup || strays.length > 0;
}
