/** Says which living processes are here: one file each in a folder, named so that a dead process's file is known for dead. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 180_000;

/** One process's sign in a folder, until it leaves or dies. */
interface Presence {
  leave(): Promise<void>;
  /** How many others live here; the signs of the dead are swept. */
  others(): Promise<number>;
}

/** Puts this process's sign into `folder`. Each call is a sign of its own. */
export async function enter(folder: string): Promise<Presence> {
  await mkdir(folder, { recursive: true });
  const mine = `${processMark(process.pid)}-${randomUUID()}`;
  await writeFile(join(folder, mine), "");
  return {
    leave: () => rm(join(folder, mine), { force: true }),
    others: () => countOthers(folder, mine),
  };
}

/**
 * Does `work` while nobody else does theirs for this `folder`; a holder that dies holds nothing.
 * Throws when the others take more than three minutes.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const presence = await enterAlone(folder);
  try {
    return await work();
  } finally {
    await presence.leave();
  }
}

/** A process as `pid-start`, the same for as long as it lives and never again; null when there is none. */
export function processMark(pid: number): string | null {
  if (process.platform === "linux") return linuxMark(pid);
  try {
    process.kill(pid, 0);
    return `${pid}-0`;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" ? `${pid}-0` : null;
  }
}

/** Whether the process with this mark still lives; what follows the mark does not count. */
export function isAlive(mark: string): boolean {
  const [pid, start] = mark.split("-");
  return processMark(Number(pid)) === `${pid}-${start}`;
}

async function countOthers(folder: string, mine: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name !== mine);
  const dead = names.filter((name) => !isAlive(name));
  await Promise.all(dead.map((name) => rm(join(folder, name), { force: true, recursive: true })));
  return names.length - dead.length;
}

/** Everybody signs first and looks second, so two can never both find themselves alone; who meets another steps back. */
async function enterAlone(folder: string): Promise<Presence> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const presence = await enter(folder);
    if ((await presence.others()) === 0) return presence;
    await presence.leave();
    await pause(10 + Math.random() * 40);
  }
  throw new Error(`waiting for the process that holds ${folder}: three minutes were not enough`);
}

/** The 22nd field of /proc/PID/stat is the start in ticks since boot, the third the state (proc(5)). */
function linuxMark(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `${pid}-${fields[19]}`;
  } catch {
    return null;
  }
}
