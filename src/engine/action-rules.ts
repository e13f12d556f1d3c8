/** What an action's file must keep to beyond its shape: what it names exists, and exists earlier. */
import { isErrand } from "../domain/custom-action.ts";
import { DATA_ITEM_PATHS, inputPath } from "../domain/data-item.ts";
import { type Action, type Binding, isEnabled, type Task } from "./action.ts";
import { secretsIn, splitOutput } from "./bindings.ts";
import type { Fault } from "./fault.ts";
import { inputFaults } from "./input-rules.ts";
import type { ScriptTypeStanding } from "./script.ts";

/** What an action's pack and this installation have. */
export interface Place {
  types: ScriptTypeStanding[];
  /** Paths of files, relative to the pack's folder. */
  files: ReadonlySet<string>;
  /** The names of the secrets that are kept; null: they are not asked for, and may be set later. */
  secrets: ReadonlySet<string> | null;
}

/** Everything that is wrong with an action whose shape is right, in itself or for this place. */
export function faultsOf(action: Action, place: Place): Fault[] {
  const { tasks, undo } = action;
  return [
    ...faultsIn(action),
    ...(namesOf(tasks).length === 0 ? [{ path: ["tasks"], message: "no task is enabled" }] : []),
    ...tasks.flatMap((task, at) => placeFaults(task, ["tasks", at], place)),
    ...undo.flatMap((task, at) => placeFaults(task, ["undo", at], place)),
  ];
}

/** What is wrong with it wherever it is: what refers to nothing, and what is there twice. */
export function faultsIn(action: Action): Fault[] {
  const { tasks, undo, returns } = action;
  const paths = pathsFor(action);
  const all = { earlier: namesOf(tasks), paths };
  return [
    ...tasks.flatMap((task, at) => taskFaults(task, ["tasks", at], { earlier: namesOf(tasks.slice(0, at)), paths })),
    ...undo.flatMap((task, at) => [...taskFaults(task, ["undo", at], all), ...againFaults(task, ["undo", at])]),
    ...(isErrand(action.action) ? lockFaults(action) : []),
    ...uniqueFaults([...tasks, ...undo], tasks.length),
    ...bindingFaults(returns, ["returns"], all),
    ...secretFaults(returns, ["returns"]),
    ...inputFaults(action),
  ];
}

/** What may be referred to. */
interface Known {
  /** Tasks. */
  earlier: string[];
  /** Of the data item. */
  paths: ReadonlySet<string>;
}

function pathsFor({ inputs }: Action): ReadonlySet<string> {
  return new Set([...DATA_ITEM_PATHS, ...inputs.map(({ name }) => inputPath(name))]);
}

function taskFaults({ parameters, connection, lock }: Task, path: Fault["path"], known: Known): Fault[] {
  return [
    ...bindingFaults(parameters, [...path, "parameters"], known),
    ...(lock?.per ? bindingFaults({ per: lock.per }, [...path, "lock"], known) : []),
    ...(connection ? bindingFaults({ to: connection.to }, [...path, "connection"], known) : []),
    ...(connection ? secretFaults({ to: connection.to }, [...path, "connection"]) : []),
  ];
}

/** Of the tasks to which others may refer. */
function namesOf(tasks: Task[]): string[] {
  return tasks.filter(isEnabled).map(({ name }) => name);
}

function placeFaults(task: Task, path: Fault["path"], place: Place): Fault[] {
  const { connection, lock } = task;
  return [
    ...scriptFaults(task, path, place),
    ...fileFaults({ before: lock?.before, after: lock?.after }, [...path, "lock"], place),
    ...(connection ? scriptFaults(connection, [...path, "connection"], place) : []),
    ...missingSecrets(task.parameters, [...path, "parameters"], place),
  ];
}

function missingSecrets(parameters: Task["parameters"], path: Fault["path"], { secrets }: Place): Fault[] {
  const missing = Object.entries(secretsIn(parameters)).filter(([, name]) => secrets && !secrets.has(name));
  return missing.map(([parameter, name]) => {
    return { path: [...path, parameter], message: `there is no secret ${name}; set it: dc secret set ${name}` };
  });
}

function scriptFaults({ type, script }: Pick<Task, "type" | "script">, path: Fault["path"], place: Place): Fault[] {
  const whyNot = whyNoneRuns(type, place.types);
  return [
    ...(whyNot ? [{ path: [...path, "type"], message: `no worker here runs ${type}${whyNot}` }] : []),
    ...fileFaults({ script }, path, place),
  ];
}

function fileFaults(named: Record<string, string | null | undefined>, path: Fault["path"], { files }: Place): Fault[] {
  return Object.entries(named).flatMap(([key, file]) =>
    file == null || files.has(file) ? [] : [{ path: [...path, key], message: `there is no file ${file}` }],
  );
}

/** Empty when one does. */
function whyNoneRuns(type: string, types: ScriptTypeStanding[]): string {
  const found = types.find((one) => one.type === type);
  if (!found) return `; there is ${types.map((one) => one.type).join(", ")}`;
  return found.available ? "" : `: ${found.why}`;
}

/** What undoes is run again whenever it was interrupted, and nobody is asked. */
function againFaults({ idempotent }: Task, path: Fault["path"]): Fault[] {
  return idempotent ? [] : [{ path, message: "what undoes must be idempotent" }];
}

/** Whoever waits in line for a lock is a workflow, and of an errand there is none. */
function lockFaults({ action, tasks, undo }: Action): Fault[] {
  const message = `${action} runs without a job, and only jobs stand in line for a lock`;
  return Object.entries({ tasks, undo }).flatMap(([key, list]) =>
    list.flatMap(({ lock }, at) => (lock ? [{ path: [key, at, "lock"], message }] : [])),
  );
}

function uniqueFaults(all: Task[], undoFrom: number): Fault[] {
  return all.flatMap(({ name }, at) => {
    if (all.findIndex((task) => task.name === name) === at) return [];
    const path = at < undoFrom ? ["tasks", at, "name"] : ["undo", at - undoFrom, "name"];
    return [{ path, message: `there is another task ${name}` }];
  });
}

function bindingFaults(bindings: Record<string, Binding>, path: Fault["path"], known: Known): Fault[] {
  return Object.entries(bindings).flatMap(([name, binding]) => {
    const message = bindingFault(binding, known);
    return message ? [{ path: [...path, name], message }] : [];
  });
}

/** What is returned is kept and shown, and so is where a connection leads. */
function secretFaults(bindings: Record<string, Binding>, path: Fault["path"]): Fault[] {
  return Object.keys(secretsIn(bindings)).map((name) => {
    return { path: [...path, name], message: "a secret is for the parameters of a script only" };
  });
}

/** Whether a secret is there is asked when the action is published: it may be set after a draft is saved. */
function bindingFault(binding: Binding, { earlier, paths }: Known): string | null {
  if (typeof binding === "string" || "secret" in binding) return null;
  if ("from" in binding) return paths.has(binding.from) ? null : `the data item has no ${binding.from}`;
  const { task } = splitOutput(binding.output);
  return earlier.includes(task) ? null : `${task} is no earlier task that is enabled`;
}
