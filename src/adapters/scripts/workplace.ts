/** The private place of one activity: its directory, and the note that lets a later process of ours find its script. */

import { mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { startOf } from "./processes.ts";

// The note is the target of a symbolic link: made in one call, so it is never there in part.
// Mostly synchronous on purpose: these calls take microseconds on a local disk, a trip through the thread pool more. Not
// so the removal of a directory, for which ext4 waits milliseconds without working: nobody else is to wait meanwhile.

/** One activity's place beneath the work root. */
export interface Workplace {
  directory: string;
  /** Makes the directory, for us alone; false when it is there already. */
  open(): boolean;
  /** Notes which process runs here. */
  note(pid: number): void;
  /** The process noted here, when it is alive and still the one that was noted. */
  noted(): number | null;
  /** Whether the note still names this process; false once another run has taken the place over. */
  isHeldBy(pid: number): boolean;
  /** Takes the note away, so that whoever ran here before leaves the place alone. */
  takeOver(): void;
  /** Removes the directory with everything in it, and the note. */
  close(): Promise<void>;
}

/** Throws when the activity's id could lead out of the work root. */
export function workplace(workRoot: string, activity: string): Workplace {
  if (!/^\w[\w.-]*$/.test(activity)) throw new Error(`"${activity}" cannot name a directory`);
  const directory = join(workRoot, activity);
  const path = `${directory}.pid`;
  return {
    directory,
    open: () => made(directory),
    note: (pid) => symlinkSync(`${pid} ${startOf(pid)}`, path),
    noted: () => stillThere(read(path)),
    isHeldBy: (pid) => read(path).startsWith(`${pid} `),
    takeOver: () => rmSync(path, { force: true }),
    close() {
      rmSync(path, { force: true });
      return removeDirectory(directory);
    },
  };
}

function made(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
    return true;
  } catch (cause) {
    if (isCode(cause, "EEXIST")) return false;
    throw cause;
  }
}

function read(path: string): string {
  try {
    return readlinkSync(path);
  } catch (cause) {
    if (isCode(cause, "ENOENT")) return "";
    throw cause;
  }
}

function stillThere(note: string): number | null {
  const [, pid, start] = /^(\d+) (.+)$/.exec(note) ?? [];
  if (pid === undefined) return null;
  return startOf(Number(pid)) === start ? Number(pid) : null;
}

/** An empty directory, the usual case, goes in one call. */
async function removeDirectory(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch {
    await rm(directory, { recursive: true, force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
