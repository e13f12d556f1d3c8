/** Follows a started script to its end: feeds it, listens, stops it when it is time. */

import type { Redactor } from "../../domain/redaction.ts";
import type { ScriptResult } from "../../engine/script.ts";
import { draining, exitOf, hasExited } from "./exit.ts";
import type { Started } from "./launch.ts";
import { keepTail, returnedIn, type Tail, tellAllButReturned, tellLines } from "./output.ts";
import { type Care, watch } from "./watch.ts";

export interface Attended {
  /** What goes to standard input. */
  input: string;
  /** Bytes kept of each stream. */
  limit: number;
  redactor: Redactor;
  /** The line without which the script has not run to its end; undefined: its exit code tells. */
  sentinel: string | undefined;
  hear(line: string): void;
  care: Omit<Care, "isOver">;
  /** Leaves nothing behind. */
  clear(): Promise<void>;
}

/** Resolves when the whole tree has ended and its place is cleared. */
export async function attend(child: Started, script: Attended): Promise<ScriptResult> {
  const { limit, redactor } = script;
  const [stdout, stderr] = [keepTail(child.stdout, limit, redactor), keepTail(child.stderr, limit, redactor)];
  tellAllButReturned(child.stdout, redactor, script.hear);
  tellLines(child.stderr, redactor, script.hear);
  const drained = draining(child);
  feed(child, script.input);
  const end = watch({ ...script.care, isOver: () => hasExited(child) });
  const code = await exitOf(child);
  const reason = await end();
  await Promise.all([script.clear(), drained()]);
  if (reason === "cancelled") return { kind: "cancelled" };
  if (reason === "timed-out") return { kind: "timed-out", stdout: stdout().shown, stderr: stderr().shown };
  return endOf(script, code, stdout(), stderr().shown);
}

function endOf({ sentinel, redactor }: Attended, code: number, { raw, shown }: Tail, stderr: string): ScriptResult {
  if (sentinel === undefined) {
    return { kind: "returned", code, ...returnedIn(raw, redactor), stdout: shown, stderr };
  }
  const stdout = withoutLine(shown, sentinel);
  if (stdout === shown) return { kind: "broke", reason: `it broke off, with code ${code}`, stdout, stderr };
  return { kind: "returned", code, ...returnedIn(withoutLine(raw, sentinel), redactor), stdout, stderr };
}

function withoutLine(text: string, line: string): string {
  return text
    .split(/\r?\n/)
    .filter((one) => one !== line)
    .join("\n");
}

/** A script need not read its parameters: the broken pipe that this makes is no error. */
function feed(child: Started, input: string): void {
  child.stdin.on("error", () => {});
  child.stdin.end(input);
}
