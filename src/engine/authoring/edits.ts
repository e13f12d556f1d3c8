/** Edits of a draft, one for each thing that admins change in a form; what is not edited keeps its comments. */
import { type Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { DraftEdit } from "../../app/actions.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Permission } from "../../domain/roles.ts";
import type { Weight } from "../../domain/vm.ts";
import type { Binding } from "../action.ts";
import { hashed } from "./scripts.ts";
import { editedSource } from "./source.ts";

/** What of a task is set; undefined: it stays as it is, null: it is as it would be anyway. */
export interface TaskSettings {
  title?: string | undefined;
  type?: string | undefined;
  script?: string | undefined;
  timeoutSeconds?: number | null | undefined;
  continueOnError?: boolean | undefined;
  successCodes?: string[] | null | undefined;
  retry?: { times: number } | null | undefined;
  idempotent?: boolean | undefined;
  lock?: LockSettings | null | undefined;
}

/** What of a task's lock is set, in the same way. */
interface LockSettings {
  name?: string | undefined;
  per?: Exclude<Binding, string> | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

/** What of the action itself is set, in the same way. */
export interface AboutSettings {
  description?: string | undefined;
  weight?: Weight | undefined;
  timeoutSeconds?: number | null | undefined;
  states?: string[] | null | undefined;
  can?: Permission | null | undefined;
}

export function describe(about: AboutSettings): DraftEdit {
  return onDocument((document) => setAll(mapOf(document), about));
}

/** At the end, or before another task; `isUndo`: among those that undo. */
export function addTask(
  name: string,
  settings: TaskSettings,
  { before, isUndo = false }: { before?: string | undefined; isUndo?: boolean },
): DraftEdit {
  return onDocument((document) => {
    const key = isUndo ? "undo" : "tasks";
    if (!isSeq(document.get(key))) document.set(key, document.createNode([]));
    const list = document.get(key) as YAMLSeq;
    const at = before === undefined ? list.items.length : placeIn(list, before, document);
    const task = document.createNode({ name }) as YAMLMap;
    setTask(task, settings, document);
    list.flow = false;
    list.items.splice(at, 0, task);
  });
}

export function editTask(name: string, settings: TaskSettings): DraftEdit {
  return onTask(name, (task, _list, document) => setTask(task, settings, document));
}

/** `to` counts from 1, among the tasks or those that undo. */
export function moveTask(name: string, to: number): DraftEdit {
  return onTask(name, (task, list) => {
    const others = list.items.filter((item) => item !== task);
    list.items = [...others.slice(0, to - 1), task, ...others.slice(to - 1)];
  });
}

export function switchTask(name: string, isEnabled: boolean): DraftEdit {
  return onTask(name, (task) => setAll(task, { enabled: isEnabled ? null : false }));
}

export function removeTask(name: string): DraftEdit {
  return onTask(name, (task, list) => {
    list.items = list.items.filter((item) => item !== task);
  });
}

export function setParameter(task: string, name: string, binding: Binding): DraftEdit {
  return onTask(task, (map, _list, document) => {
    if (!isMap(map.get("parameters"))) map.set("parameters", document.createNode({}));
    const parameters = map.get("parameters") as YAMLMap;
    parameters.flow = false;
    parameters.set(name, document.createNode(binding, { flow: true }));
  });
}

/** Throws `not-found` when the task has none of that name. */
export function removeParameter(task: string, name: string): DraftEdit {
  return onTask(task, (map, _list, document) => {
    const parameters = map.get("parameters");
    const isGone = isMap(parameters) && parameters.delete(name);
    const see = `see: dc action show ${document.get("action")} --task ${task}`;
    if (!isGone) throw new Refusal("not-found", `${task} has no parameter ${name}`, see);
    if (parameters.items.length === 0) map.delete("parameters");
  });
}

/** Adds a script, or puts it in the place of the one at that path. */
export function setScript(path: string, content: string): DraftEdit {
  return ({ source, scripts }) => {
    const added = hashed({ [path]: content });
    return { source, scripts: { ...scripts, ...added.scripts }, contents: added.contents };
  };
}

/** Throws `not-found` when there is none at that path. */
export function removeScript(path: string): DraftEdit {
  return (draft) => {
    const { [path]: gone, ...scripts } = draft.scripts;
    if (gone === undefined)
      throw new Refusal("not-found", `there is no script ${path}`, "see which there are: dc action show ACTION");
    return { ...draft, scripts };
  };
}

export function onDocument(edit: (document: Document) => void): DraftEdit {
  return (draft) => ({ ...draft, source: editedSource(draft.source, edit) });
}

function onTask(name: string, edit: (task: YAMLMap, list: YAMLSeq, document: Document) => void): DraftEdit {
  return onDocument((document) => {
    const lists = [document.get("tasks"), document.get("undo")].filter((list) => isSeq(list));
    const list = lists.find((one) => positionIn(one, name) !== -1);
    if (!list) throw noTask(name, document);
    edit(list.items[positionIn(list, name)] as YAMLMap, list, document);
  });
}

function placeIn(list: YAMLSeq, name: string, document: Document): number {
  const at = positionIn(list, name);
  if (at === -1) throw noTask(name, document);
  return at;
}

function positionIn(list: YAMLSeq, name: string): number {
  return list.items.findIndex((item) => isMap(item) && item.get("name") === name);
}

function noTask(name: string, document: Document): Refusal {
  const action = document.get("action");
  return new Refusal("not-found", `${action} has no task ${name}`, `see: dc action show ${action}`);
}

function setTask(task: YAMLMap, { lock, ...settings }: TaskSettings, document: Document): void {
  setAll(task, lock === null ? { ...settings, lock } : settings);
  if (!lock) return;
  const { per, ...texts } = lock;
  if (!isMap(task.get("lock"))) task.set("lock", document.createNode({}, { flow: true }));
  const map = task.get("lock") as YAMLMap;
  setAll(map, { ...texts, per: per && document.createNode(per, { flow: true }) });
}

/** Undefined leaves a key as it is, null takes it away. */
export function setAll(map: YAMLMap, settings: object): void {
  for (const [key, value] of Object.entries(settings)) {
    if (value === null) map.delete(key);
    else if (value !== undefined) map.set(key, value);
  }
}

function mapOf(document: Document): YAMLMap {
  return document.contents as YAMLMap;
}
