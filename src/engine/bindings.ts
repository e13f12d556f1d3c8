/** Parameters: what each binding of a task comes to, given the data item and what earlier tasks put out. */
import type { DataItem } from "../domain/data-item.ts";
import type { Binding } from "./action.ts";
import { TaskFailed } from "./task-failed.ts";

/** What the tasks put out, by the task's name. */
export type Outputs = Record<string, Record<string, unknown>>;

/**
 * Literals and references arrive as strings, outputs keep their type; secrets are not among them. Throws TaskFailed for
 * what is not there.
 */
export function bind(bindings: Record<string, Binding>, item: DataItem, outputs: Outputs): Record<string, unknown> {
  const open = Object.entries(bindings).flatMap(([name, binding]) =>
    isSecret(binding) ? [] : [[name, binding] as const],
  );
  return Object.fromEntries(open.map(([name, binding]) => [name, boundTo(binding, item, outputs)]));
}

/** The names of the secrets by the parameters that they are bound to. */
export function secretsIn(bindings: Record<string, Binding>): Record<string, string> {
  const entries = Object.entries(bindings);
  return Object.fromEntries(entries.flatMap(([name, binding]) => (isSecret(binding) ? [[name, binding.secret]] : [])));
}

/** The outputs of earlier tasks that are bound. */
export function outputsIn(bindings: Record<string, Binding>): { task: string; name: string }[] {
  return Object.values(bindings).flatMap((binding) =>
    typeof binding !== "string" && "output" in binding ? [splitOutput(binding.output)] : [],
  );
}

/** The task and the name in `task.name`; the name may hold more dots. */
export function splitOutput(output: string): { task: string; name: string } {
  const dot = output.indexOf(".");
  return { task: output.slice(0, dot), name: output.slice(dot + 1) };
}

type SecretBinding = Extract<Binding, { secret: string }>;

function isSecret(binding: Binding): binding is SecretBinding {
  return typeof binding !== "string" && "secret" in binding;
}

function boundTo(binding: Exclude<Binding, SecretBinding>, item: DataItem, outputs: Outputs): unknown {
  if (typeof binding === "string") return binding;
  if ("from" in binding) {
    const value = item[binding.from];
    if (value === undefined) throw new TaskFailed(`there is no ${binding.from} here`);
    return value;
  }
  const { task, name } = splitOutput(binding.output);
  const output = outputs[task];
  if (!output || !Object.hasOwn(output, name)) throw new TaskFailed(`${task} put out no ${name}`);
  return output[name];
}
