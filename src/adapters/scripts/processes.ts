/** What the operating system knows about processes: who is alive, since when, and who belongs to a directory. */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

const HAS_PROC = existsSync("/proc/self/stat");

/** When the process started, in the system's own notation; "" when it is gone. With the pid it names one process for good. */
export function startOf(pid: number): string {
  if (!HAS_PROC) return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  const stat = statOf(pid);
  return stat === null || stat.state === "Z" ? "" : stat.start;
}

/** Sends the signal to every process of the group; false when none is left, not even a zombie. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  return sent(-group, signal);
}

/** Whether anyone in the group still runs. A zombie does not: its parent, perhaps a lazy init, merely has not looked yet. */
export function isGroupAlive(group: number): boolean {
  if (!sent(-group, 0)) return false;
  return !HAS_PROC || everyPid().some((pid) => isLivingMember(statOf(pid), group));
}

/** Sends the signal to one process; false when it is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  return sent(pid, signal);
}

/**
 * Processes that work in the directory or call it their home, the mark our scripts' whole offspring inherits; Linux only.
 * `forebear`: look only among processes younger than this one; null: among all.
 */
export function processesOf(directory: string, forebear: number | null): number[] {
  if (!HAS_PROC) return [];
  return candidates(forebear).filter((pid) => belongs(pid, directory));
}

/** Whether no process at all was started since this one, so that it can have no offspring; Linux only, false elsewhere. */
export function isAlone(pid: number): boolean {
  return HAS_PROC && newestPid() === pid;
}

/** Pids rise, so the offspring lies between its forebear and the pid given last; after a wrap-around anyone may be it. */
function candidates(forebear: number | null): number[] {
  const newest = newestPid();
  const oldest = forebear === null || newest < forebear ? 0 : forebear;
  const pids = newest - oldest <= FEW ? following(oldest, newest) : everyPid();
  return pids.filter((pid) => pid > oldest && pid !== process.pid);
}

/** Listing /proc costs more than asking for this many by name. */
const FEW = 50;

function following(oldest: number, newest: number): number[] {
  const pids = Array.from({ length: newest - oldest }, (_, index) => oldest + index + 1);
  return pids.filter((pid) => existsSync(`/proc/${pid}/cwd`));
}

function everyPid(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0);
}

/** The last field of /proc/loadavg (proc_loadavg(5)). */
function newestPid(): number {
  const text = readFileSync("/proc/loadavg", "utf8");
  return Number(text.slice(text.lastIndexOf(" ") + 1));
}

/** What ended, or is somebody else's, cannot be read and does not belong. */
function belongs(pid: number, directory: string): boolean {
  try {
    const place = readlinkSync(`/proc/${pid}/cwd`);
    if (place === directory || place.startsWith(`${directory}/`)) return true;
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}`.includes(`\0HOME=${directory}\0`);
  } catch {
    return false;
  }
}

interface Stat {
  state: string;
  group: string;
  start: string;
}

/** Field 2 of /proc/pid/stat may hold spaces and brackets, so count from the last bracket (proc_pid_stat(5)). */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", group: fields[2] ?? "", start: fields[19] ?? "" };
  } catch {
    return null;
  }
}

function isLivingMember(stat: Stat | null, group: number): boolean {
  return stat !== null && stat.state !== "Z" && stat.group === String(group);
}

/** EPERM is what macOS says of a group of zombies; elsewhere it is somebody whom we could not end anyway. */
const GONE = new Set<unknown>(["ESRCH", "EPERM"]);

function sent(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && GONE.has(cause.code)) return false;
    throw cause;
  }
}
