/** Reads which Postgres process a data directory belongs to, from its file postmaster.pid. */

import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { processMark } from "./presence.ts";

/** A living Postgres. */
export interface ServerProcess {
  pid: number;
  /** Tells it from a later process with the same number. */
  mark: string;
  /** 0 while it has not said yet. */
  port: number;
}

/** The living server of `data`, or null; a file left behind by a dead one counts for nothing. */
export async function findProcess(data: string): Promise<ServerProcess | null> {
  const { pid, port } = await readPidFile(data);
  const mark = pid > 0 ? processMark(pid) : null;
  return mark && isPostgres(pid) ? { pid, mark, port } : null;
}

/**
 * Removes a postmaster.pid whose number now belongs to a living process that is no Postgres, as happens when a
 * container starts anew; Postgres would take the stranger for its predecessor and refuse to start.
 */
export async function forgetStranger(data: string): Promise<void> {
  const { pid } = await readPidFile(data);
  if (pid > 0 && processMark(pid) && !isPostgres(pid)) await rm(join(data, "postmaster.pid"), { force: true });
}

/** Line 1 is the process, line 4 the port (PostgreSQL 18, "Database File Layout"). */
async function readPidFile(data: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 };
}

/** Where the system does not say what a process runs, it is believed to be Postgres. */
function isPostgres(pid: number): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, "latin1").trim() === "postgres";
  } catch {
    return false;
  }
}
