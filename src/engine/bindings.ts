/** Parameters: what each binding of a task comes to, given the data item and what earlier tasks put out. */
import type { DataItem } from "../domain/data-item.ts";
import type { Binding } from "./action.ts";
import { TaskFailed } from "./task-failed.ts";

/** What the tasks put out, by the task's name. */
export type Outputs = Record<string, Record<string, unknown>>;

/** Literals and references arrive as strings, outputs keep their type. Throws TaskFailed for what is not there. */
export function bind(bindings: Record<string, Binding>, item: DataItem, outputs: Outputs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(bindings).map(([name, binding]) => [name, boundTo(binding, item, outputs)]));
}

/** The task and the name in `task.name`; the name may hold more dots. */
export function splitOutput(output: string): { task: string; name: string } {
  const dot = output.indexOf(".");
  return { task: output.slice(0, dot), name: output.slice(dot + 1) };
}

function boundTo(binding: Binding, item: DataItem, outputs: Outputs): unknown {
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
