/** What a script's end means for its task: outputs, or the reason why it failed. */
import { complaintIn } from "../domain/complaint.ts";
import type { Task } from "./action.ts";
import type { ScriptResult } from "./script.ts";
import { TaskFailed } from "./task-failed.ts";

type Ended = Exclude<ScriptResult, { kind: "cancelled" }>;

/** Characters of a reason; it stands on a card. */
const LONGEST_REASON = 300;

/** What a script that ended put out. Throws TaskFailed with the last line that it wrote to standard error. */
export function outputsOf(task: Task, result: Ended): Record<string, unknown> {
  if (result.kind === "timed-out") throw new TaskFailed(`${task.name} took longer than ${task.timeoutSeconds} s`);
  if (result.kind === "broke") throw new TaskFailed(text(`${task.name} broke: ${result.reason}`));
  const failure = task.successCodes ? wrongValue(task.name, task.successCodes, result) : exception(task.name, result);
  if (failure) throw new TaskFailed(reasonIn(result.stderr) ?? failure);
  return storable(result.outputs);
}

type Returned = Extract<ScriptResult, { kind: "returned" }>;

/** Of all that a script returns only the first value counts; one that returns none has its exit code. */
function wrongValue(task: string, right: string[], { values, code }: Returned): string | null {
  const value = text(String(values[0] ?? code));
  return right.includes(value) ? null : `${task} returned ${value}, and only ${right.join(" or ")} is right`;
}

/** Where no codes are named any value is right, and only a script that broke off has failed. */
function exception(task: string, { code }: Returned): string | null {
  return code === 0 ? null : `${task} ended with code ${code}`;
}

/** The failure of a task whose script could not be started; the innermost cause says why. */
export function couldNotStart(task: Task, error: unknown): TaskFailed {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  const why = innermost instanceof Error ? innermost.message : String(innermost);
  return new TaskFailed(text(`${task.name} could not start: ${why}`), { cause: error });
}

function reasonIn(stderr: string): string | undefined {
  const complaint = complaintIn(stderr);
  return complaint && text(complaint);
}

function text(words: string): string {
  return clean(words.length > LONGEST_REASON ? `${words.slice(0, LONGEST_REASON - 1)}…` : words);
}

function storable(outputs: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(outputs, (_, value) => (typeof value === "string" ? clean(value) : value)));
}

/** Postgres keeps neither the character NUL nor half a surrogate pair (its manual, "JSON Types"). */
function clean(words: string): string {
  return words.replaceAll("\0", "").toWellFormed();
}
