/** dc action task edit: changes a task of a draft. */
import { z } from "zod";
import type { Context } from "../../../src/bot/command.ts";
import { command } from "../../../src/bot/command.ts";
import type { Answer } from "../../../src/bot/conversation.ts";
import { formFor } from "../../../src/bot/form.ts";
import type { TaskView } from "../../../src/cards/action-view.ts";
import { editTask } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, settingsOf, settingsShape, task } from "./arguments.ts";
import { taskIn } from "./task-in.ts";

export const dcActionTaskEdit = command({
  words: "dc action task edit",
  summary: "Change a task of a draft; what is not said stays as it is, and where nothing is said a form shows it",
  example: "dc action task edit start@small look --timeout 30 --continue-on-error",
  permission: "datacenter.edit",
  args: z.object({ action: action(), task: task(), ...settingsShape, revision: revision() }),
  positional: ["action", "task"],
  async run({ action: name, task: edited, revision: seen, ...args }, context) {
    const isAsked = Object.values(args).every((value) => value === undefined);
    if (isAsked) return formWith(name, edited, context);
    return editDraft({ action: name, revision: seen }, editTask(edited, settingsOf(args)), context);
  },
});

/** The form with the task as it is, which remembers what was seen. */
async function formWith(name: string, edited: string, { app, actor }: Context): Promise<Answer> {
  const view = await app.actions.show(name);
  const given = { action: name, task: edited, ...asTyped(taskIn(view, edited)), revision: view.revision };
  const form = await formFor({ ...app, actor }, dcActionTaskEdit, given, `${edited} of ${name}`);
  return { kind: "form", form };
}

function asTyped(shown: TaskView): Record<string, string> {
  const { title, type, script, timeoutSeconds, continueOnError, successCodes, retries, isIdempotent, lock } = shown;
  return {
    ...{ title, type, script, timeout: timeoutSeconds === null ? "none" : String(timeoutSeconds) },
    ...{ continueOnError: continueOnError ? "yes" : "no", successCodes: successCodes?.join(",") ?? "any" },
    ...{ retries: String(retries), idempotent: isIdempotent ? "yes" : "no" },
    ...{ lock: lock?.name ?? "none", lockPer: lock?.per?.replace(/^from /, "") ?? "none" },
    ...{ lockBefore: lock?.before ?? "none", lockAfter: lock?.after ?? "none" },
  };
}
