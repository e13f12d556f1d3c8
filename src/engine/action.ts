/** What an action is: its tasks in order, what undoes them, what it returns; the plan that a workflow pins is just that. */
import { z } from "zod";
import { ACTION_NAME } from "../domain/action-name.ts";
import { runShape } from "../domain/custom-action.ts";

const NAME = /^[a-z][a-z0-9-]*$/;

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: "expected a text, a number, { from }, { output } or { secret }",
});

/** A literal (always a string), a reference into the data item, `task.name` for an output of an earlier task, or a secret. */
const binding = z.union([
  scalar.transform(String),
  z.strictObject({ from: z.string() }),
  z.strictObject({ output: z.string().regex(/^[a-z][a-z0-9-]*\../, "expected task.output") }),
  z.strictObject({ secret: z.string().regex(NAME, "expected the name of a secret") }),
]);

/** A list of codes is written with commas. */
const code = scalar
  .transform(String)
  .refine((text) => text === text.trim() && text !== "" && !text.includes(","), "expected a code without commas");

/** A failed task is run again so often, each time after waiting twice as long. */
const retry = z.strictObject({
  times: z.number().int().min(1).max(10),
  waitSeconds: z.number().nonnegative().max(3600).default(1),
});

/** A program that is kept for each host, and answers what the scripts of all tasks ask that host. */
const connection = z.strictObject({
  type: z.string().min(1),
  /** Relative to the pack's folder. */
  script: z.string().min(1),
  /** The host. */
  to: binding,
});

/** Where a lock is one of several: by what the data item or an earlier task says. */
const reference = z.union([
  z.strictObject({ from: z.string() }),
  z.strictObject({ output: z.string().regex(/^[a-z][a-z0-9-]*\../, "expected task.output") }),
]);

/** While the task's script runs, no other one runs under the same lock, in whatever workflow. */
const lock = z.strictObject({
  name: z.string().regex(NAME, "expected a name in kebab-case"),
  /** What there is one for each of; null: there is one. */
  per: reference.nullable().default(null),
  /** Scripts of the same task that need no lock, one before its script and one after it; relative to the pack's folder. */
  before: z.string().min(1).nullable().default(null),
  after: z.string().min(1).nullable().default(null),
});

const task = z.strictObject({
  name: z.string().regex(NAME, "expected a name in kebab-case"),
  title: z.string().min(1),
  type: z.string().min(1),
  /** Relative to the pack's folder. */
  script: z.string().min(1),
  /** A disabled task is absent from the workflows that begin from now on. */
  enabled: z.boolean().default(true),
  /** Null: the task has no limit of its own, and only the workflow's ends it. */
  timeoutSeconds: z.number().positive().nullable().default(null),
  /** Does the workflow go on when it fails or takes too long? */
  continueOnError: z.boolean().default(false),
  /** The first value that the script returns has to be among these; null: whatever it returns is right. */
  successCodes: z.array(code).min(1).nullable().default(null),
  retry: retry.nullable().default(null),
  /** May it be run again after an interruption? */
  idempotent: z.boolean().default(false),
  parameters: z.record(z.string(), binding).default({}),
  connection: connection.nullable().default(null),
  lock: lock.nullable().default(null),
});

const plan = z.strictObject({
  action: z.string().regex(ACTION_NAME, "expected a name in kebab-case, or name@template"),
  tasks: z.array(task).min(1),
  /** Null: it may take as long as it takes. */
  timeoutSeconds: z.number().positive().nullable().default(null),
  /** Run in order, as well as it goes, when the workflow fails or is cancelled after its first task began. */
  undo: z.array(task).default([]),
  /** What is kept of it, by name. */
  returns: z.record(z.string(), binding).default({}),
  ...runShape,
});

/** An action's file. A draft may still have no task. */
export const actionFile = plan.extend({
  tasks: z.array(task).default([]),
  description: z.string().min(1),
  weight: z.enum(["light", "heavy"]),
});

export type Binding = z.output<typeof binding>;
export type Task = z.output<typeof task>;
export type Plan = z.output<typeof plan>;
export type Action = z.output<typeof actionFile>;

/** What of an action is pinned in a workflow: pure JSON. */
export function planOf({ description: _says, weight: _weight, tasks, undo, ...plan }: Action): Plan {
  return { ...plan, tasks: tasks.filter(isEnabled), undo: undo.filter(isEnabled) };
}

/** Is the task there at all? */
export function isEnabled({ enabled }: Task): boolean {
  return enabled;
}

/** A pinned plan as it comes back from its row. Throws when it is none. */
export function readPlan(stored: unknown): Plan {
  return plan.parse(stored);
}
