/** Follows a started script to its end: feeds it, listens, stops it when it is time. */

import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { constants } from "node:os";
import type { ScriptCall, ScriptResult } from "../../engine/script.ts";
import { keepTail, returnedIn } from "./output.ts";

/** Milliseconds that the pipes may stay open after the last process is gone. */
const DRAIN = 1_000;
/** The longest a timer can run; about 24 days. */
const LONGEST = 2 ** 31 - 1;

interface Care {
  /** Any of them cancels the run. */
  signals: AbortSignal[];
  /** Bytes kept of each stream. */
  limit: number;
  /** Ends the whole process tree. */
  stop(): Promise<void>;
  /** Leaves nothing behind. */
  clear(): Promise<void>;
}

/** Resolves when the whole tree has ended and its place is cleared. */
export async function attend(
  child: ChildProcessWithoutNullStreams,
  call: ScriptCall,
  care: Care,
): Promise<ScriptResult> {
  const stdout = keepTail(child.stdout, care.limit);
  const stderr = keepTail(child.stderr, care.limit);
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  feed(child, call.parameters);
  const end = watch(child, call.timeoutSeconds, care);
  const code = await exitOf(child);
  const reason = await end();
  await Promise.all([care.clear(), drained(child, closed)]);
  if (reason === "cancelled") return { kind: "cancelled" };
  const said = { stdout: stdout(), stderr: stderr() };
  if (reason === "timed-out") return { kind: "timed-out", ...said };
  return { kind: "returned", code, ...returnedIn(said.stdout), ...said };
}

/** A script need not read its parameters: the broken pipe that this makes is no error. */
function feed(child: ChildProcessWithoutNullStreams, parameters: Record<string, unknown>): void {
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify(parameters));
}

/** Stops the script at its time-out or when cancelled; the answer ends the watch and tells why it was stopped, if it was. */
function watch(child: ChildProcessWithoutNullStreams, timeoutSeconds: number | null, care: Care) {
  let reason: "timed-out" | "cancelled" | null = null;
  let stopped: Promise<void> | undefined;
  const stop = (why: "timed-out" | "cancelled") => {
    if (stopped !== undefined || child.exitCode !== null || child.signalCode !== null) return;
    reason = why;
    stopped = care.stop();
  };
  const cancel = () => stop("cancelled");
  const milliseconds = Math.min((timeoutSeconds ?? 0) * 1000, LONGEST);
  const timer = timeoutSeconds === null ? undefined : setTimeout(stop, milliseconds, "timed-out");
  for (const signal of care.signals) signal.aborted ? cancel() : signal.addEventListener("abort", cancel);
  return async () => {
    clearTimeout(timer);
    for (const signal of care.signals) signal.removeEventListener("abort", cancel);
    await stopped;
    return reason;
  };
}

function exitOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]));
  });
}

/** Reads what is left in the pipes; a process that fled with our pipe must not hold the result back for good. */
async function drained(child: ChildProcessWithoutNullStreams, closed: Promise<void>): Promise<void> {
  const giveUp = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, DRAIN);
  await closed;
  clearTimeout(giveUp);
}
