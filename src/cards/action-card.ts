/** An action as its admins see it: its tasks in order, its scripts, and its versions. */
import type { ActionView, RunView, TaskView, VersionLine } from "./action-view.ts";
import type { Block, Card, Fact } from "./card.ts";
import { taskLockText } from "./task-lock-text.ts";

export function actionCard(view: ActionView): Card {
  const { name, version, state, isEnabled } = view;
  const title = `${name} · version ${version}, ${state}${isEnabled ? "" : " · disabled"}`;
  const blocks: Block[] = [
    { type: "text", text: view.description },
    { type: "facts", facts: factsOf(view) },
    ...(view.run ? inputsBlock(view.run) : []),
    ...tasksBlock(view.tasks),
    versionsBlock(view.versions),
  ];
  return { title, tone: "plain", blocks, buttons: [] };
}

/** One task with everything that can be set of it. */
export function taskCard({ name, version, state }: ActionView, task: TaskView): Card {
  const rows = task.parameters.map((parameter) => [parameter.name, parameter.value]);
  const blocks: Block[] = [
    { type: "facts", facts: taskFacts(task) },
    ...(rows.length ? [{ type: "table" as const, columns: ["parameter", "value"], rows }] : []),
  ];
  return { title: `${name} · version ${version}, ${state} · ${task.name}`, tone: "plain", blocks, buttons: [] };
}

function factsOf(view: ActionView): Fact[] {
  const { weight, timeoutSeconds, revision, state } = view;
  return [
    { label: "Weight", value: weight },
    { label: "Time-out", value: secondsText(timeoutSeconds) },
    { label: "Scripts", value: scriptsText(view) },
    ...(view.run ? runFacts(view.run) : []),
    ...(state === "draft" ? [{ label: "Revision", value: revision }] : []),
  ];
}

/** A pack's actions share its scripts: of many, those that the tasks run are named. */
const MOST_SCRIPTS = 8;

function scriptsText({ name, scripts, tasks }: ActionView): string {
  if (scripts.length <= MOST_SCRIPTS) return scripts.join(", ") || "none";
  const run = scripts.filter((path) => tasks.some(({ script }) => script === path));
  return `${run.join(", ")} and ${scripts.length - run.length} more beside them; all: dc action export ${name}`;
}

function runFacts({ can, states }: RunView): Fact[] {
  return [
    { label: "Run by", value: `whoever may: ${can}` },
    { label: "On machines that are", value: states.join(", ") },
  ];
}

function inputsBlock({ inputs }: RunView): Block[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(({ name, title, type, required, default: value, choices }) => [
    ...[name, title, choices ? choices.join(" or ") : type],
    value ?? (required ? "has to be said" : "may be left empty"),
  ]);
  return [{ type: "table", columns: ["input", "title", "is", "otherwise"], rows }];
}

function tasksBlock(tasks: TaskView[]): Block[] {
  if (tasks.length === 0) return [{ type: "text", text: "It has no task yet" }];
  const rows = tasks.map((task, at) => [
    task.isUndo ? "undo" : String(at + 1),
    ...[task.name, task.title, `${task.type} ${task.script}`, rulesOf(task)],
  ]);
  return [{ type: "table", columns: ["order", "task", "title", "script", "rules"], rows }];
}

function versionsBlock(versions: VersionLine[]): Block {
  const rows = versions.map(({ number, state, pack, by }) => {
    return [String(number), state, pack ? `the product, pack ${pack}` : "here", by ?? ""];
  });
  return { type: "table", columns: ["version", "state", "made by", "last changed by"], rows: rows.toReversed() };
}

/** Only what differs from a task of which nothing is said. */
function rulesOf(task: TaskView): string {
  const { isEnabled, timeoutSeconds, continueOnError, successCodes, retries, isIdempotent, parameters, lock } = task;
  return [
    ...(isEnabled ? [] : ["disabled"]),
    ...(timeoutSeconds === null ? [] : [`${timeoutSeconds} s`]),
    ...(continueOnError ? ["goes on after a failure"] : []),
    ...(successCodes ? [`right: ${successCodes.join(" or ")}`] : []),
    ...(retries ? [`${retries} more tries`] : []),
    ...(isIdempotent ? ["may run again"] : []),
    ...(lock ? [taskLockText(lock)] : []),
    ...(parameters.length ? [parameters.length === 1 ? "1 parameter" : `${parameters.length} parameters`] : []),
  ].join(", ");
}

function taskFacts(task: TaskView): Fact[] {
  const { title, type, script, isEnabled, isUndo, timeoutSeconds, continueOnError, successCodes } = task;
  return [
    { label: "Title", value: title },
    { label: "Script", value: `${type} ${script}` },
    { label: "Enabled", value: yesOrNo(isEnabled) },
    { label: "Undoes", value: yesOrNo(isUndo) },
    { label: "Time-out", value: secondsText(timeoutSeconds) },
    { label: "Continue on error", value: yesOrNo(continueOnError) },
    { label: "Success codes", value: successCodes?.join(", ") ?? "any" },
    { label: "Retries", value: String(task.retries) },
    { label: "Idempotent", value: yesOrNo(task.isIdempotent) },
    { label: "Lock", value: task.lock ? taskLockText(task.lock) : "none" },
  ];
}

function secondsText(seconds: number | null): string {
  return seconds === null ? "none" : `${seconds} s`;
}

function yesOrNo(is: boolean): string {
  return is ? "yes" : "no";
}
