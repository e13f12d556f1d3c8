/** dc action task add: adds a task to a draft. */
import { z } from "zod";
import { flag, text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { addTask } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, script, settingsOf, settingsShape, task, type } from "./arguments.ts";

export const dcActionTaskAdd = command({
  words: "dc action task add",
  summary: "Add a task to a draft: at the end, before another one, or among those that undo",
  example:
    'dc action task add start@small look --title "Look at it" --type node --script scripts/boot.mjs --idempotent',
  permission: "datacenter.edit",
  args: z.object({
    ...{ action: action(), task: task() },
    ...{ ...settingsShape, title: text(), type: type(), script: script() },
    ...{ before: task().optional(), undo: flag().optional(), revision: revision() },
  }),
  positional: ["action", "task"],
  run: ({ action: name, task: added, before, undo, revision: seen, ...settings }, context) =>
    editDraft(
      { action: name, revision: seen },
      addTask(added, settingsOf(settings), { before, isUndo: undo ?? false }),
      context,
    ),
});
