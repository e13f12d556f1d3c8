/** The task of an action that somebody named. */
import type { ActionView, TaskView } from "../../../src/cards/action-view.ts";
import { Refusal } from "../../../src/domain/refusal.ts";

/** Throws a Refusal `not-found` that names those that there are. */
export function taskIn({ name, tasks }: ActionView, task: string): TaskView {
  const found = tasks.find((one) => one.name === task);
  if (found) return found;
  const hint = tasks.length
    ? `it has: ${tasks.map((one) => one.name).join(", ")}`
    : `add it: dc action task add ${name} ${task} …`;
  throw new Refusal("not-found", `${name} has no task ${task}`, hint);
}
