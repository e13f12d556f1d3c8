/** Whether a process of this machine runs. */
import { readFileSync } from "node:fs";

/** A zombie is not alive: its parent merely has not looked yet. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
