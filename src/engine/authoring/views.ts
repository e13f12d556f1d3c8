/** What admins see of an action. */
import type { ActionLine, ActionView, TaskView } from "../../cards/action-view.ts";
import { isCustom } from "../../domain/custom-action.ts";
import { type Action, type Binding, isEnabled, type Task } from "../action.ts";
import { revisionOf } from "./drafts.ts";
import {
  type ActionRecord,
  type ActionStore,
  type ActionVersion,
  draftIn,
  newestOfProduct,
  publishedIn,
  versionOf,
} from "./record.ts";
import { readSaved, sourceName } from "./source.ts";

export function lineOf(record: ActionRecord): ActionLine {
  const { name, isEnabled: enabled } = record;
  const [current, newest] = [publishedIn(record), newestOfProduct(record)];
  const { description, weight } = actionIn(name, current ?? versionOf(record));
  return {
    ...{ name, description, weight, isEnabled: enabled, published: current?.number ?? null },
    ...{ pack: (current ?? newest)?.pack ?? null, draft: draftIn(record)?.number ?? null },
    newer: newest && current && newest.number > current.number ? newest.number : null,
  };
}

export function viewOf(record: ActionRecord, version: ActionVersion): ActionView {
  const { description, weight, timeoutSeconds, tasks, undo, inputs, states, can } = actionIn(record.name, version);
  return {
    ...{ name: record.name, description, weight, isEnabled: record.isEnabled, timeoutSeconds },
    ...{ version: version.number, state: version.state, revision: revisionOf(version) },
    run: isCustom(record.name) ? { inputs, states, can } : null,
    tasks: [...tasks.map((task) => taskView(task, false)), ...undo.map((task) => taskView(task, true))],
    scripts: Object.keys(version.scripts).toSorted(),
    versions: record.versions.map(({ number, state, pack, by }) => ({ number, state, pack, by: by?.name ?? null })),
  };
}

/** What was saved was in order then. */
export function actionIn(name: string, { source }: ActionVersion): Action {
  return readSaved(sourceName(name), source);
}

function taskView(task: Task, isUndo: boolean): TaskView {
  const { name, title, type, script, timeoutSeconds, continueOnError, successCodes, retry, idempotent } = task;
  return {
    ...{ name, title, type, script, isUndo, timeoutSeconds, continueOnError, successCodes },
    ...{ isEnabled: isEnabled(task), isIdempotent: idempotent, retries: retry?.times ?? 0 },
    parameters: Object.entries(task.parameters).map(([key, binding]) => ({ name: key, value: bindingText(binding) })),
    lock: task.lock && { ...task.lock, per: task.lock.per && bindingText(task.lock.per) },
  };
}

/** `from vm.name`; a literal stands for itself. */
function bindingText(binding: Binding): string {
  return typeof binding === "string"
    ? binding
    : Object.entries(binding)
        .map((one) => one.join(" "))
        .join(", ");
}

/** Every action that is in force or in draft. */
export async function actionsInUse(store: Pick<ActionStore, "all">): Promise<Action[]> {
  const used = (record: ActionRecord) => record.versions.filter(({ state }) => state !== "retired");
  return (await store.all()).flatMap((record) => used(record).map((version) => actionIn(record.name, version)));
}
