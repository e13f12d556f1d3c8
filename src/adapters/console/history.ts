/** Typed lines, kept from one time to the next in a file that only its owner reads. */
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

const MOST_LINES = 1000;

export interface History {
  /** The newest first. */
  past: string[];
  add(line: string): void;
}

/** A file that cannot be read or written gives an empty history: it is a comfort, not a need. */
export function history(file: string | null): History {
  return { past: file === null ? [] : read(file), add: (line) => void (file !== null && append(file, line)) };
}

function read(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean).reverse().slice(0, MOST_LINES);
  } catch {
    return [];
  }
}

function append(file: string, line: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}
