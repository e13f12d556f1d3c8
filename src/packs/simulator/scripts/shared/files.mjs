/** Files that many scripts write at once: whole or not at all, claimed by one, locked by one. */

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Milliseconds after which a lock's holder counts as dead; what is done under a lock takes one or two. */
const STALE = 10_000;

/** The parsed file, or null when there is none. */
export function readJson(path) {
  const text = readText(path);
  return text === null ? null : JSON.parse(text);
}

/** Replaces the file in one step. */
export function writeJson(path, value) {
  renameSync(draft(path, `${JSON.stringify(value, null, 2)}\n`), path);
}

/** Claims the path for `owner` unless somebody has it; answers who has it now. */
export function claim(path, owner) {
  const temporary = draft(path, owner);
  try {
    linkSync(temporary, path);
    return owner;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return readText(path) ?? claim(path, owner);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Gives the path back if `owner` has it; whether it did. */
export function release(path, owner) {
  if (readText(path) !== owner) return false;
  rmSync(path, { force: true });
  return true;
}

/** Does `work` while no other script is in a lock of this path. */
export async function locked(path, work) {
  const me = `${process.pid}`;
  while (claim(path, me) !== me) {
    if (isAbandoned(path)) breakLock(path, me);
    else await new Promise((resolve) => setTimeout(resolve, 2));
  }
  try {
    return work();
  } finally {
    release(path, me);
  }
}

function isAbandoned(path) {
  const holder = Number(readText(path) ?? process.pid);
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined) return false;
  if (Date.now() - since > STALE) return true;
  try {
    return !process.kill(holder, 0);
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Of several that find a lock abandoned, one moves it away; whoever moved a live one by mistake puts it back. */
function breakLock(path, me) {
  const aside = `${path}.${me}`;
  try {
    renameSync(path, aside);
    if (!isAbandoned(aside)) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
  rmSync(aside, { force: true });
}

let drafts = 0;

function draft(path, text) {
  drafts += 1;
  const temporary = `${path}.${process.pid}-${drafts}.new`;
  try {
    writeFileSync(temporary, text);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
  }
  return temporary;
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
