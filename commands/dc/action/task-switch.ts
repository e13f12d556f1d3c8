/** dc action task enable, disable and remove: what is said of a task in one word. */
import { z } from "zod";
import type { DraftEdit } from "../../../src/app/actions.ts";
import { type Command, command } from "../../../src/bot/command.ts";
import { removeTask, switchTask } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, task } from "./arguments.ts";

const VERBS = {
  disable: {
    summary: "Leave a task of a draft out of the workflows that begin from now on",
    edit: (of) => switchTask(of, false),
  },
  enable: { summary: "Take a disabled task of a draft in again", edit: (of) => switchTask(of, true) },
  remove: { summary: "Remove a task from a draft", edit: removeTask },
} as const satisfies Record<string, { summary: string; edit: (task: string) => DraftEdit }>;

export const DC_ACTION_TASK_COMMANDS: Command[] = Object.entries(VERBS).map(([verb, { summary, edit }]) =>
  command({
    words: `dc action task ${verb}`,
    summary,
    example: `dc action task ${verb} start@small look`,
    permission: "datacenter.edit",
    args: z.object({ action: action(), task: task(), revision: revision() }),
    positional: ["action", "task"],
    run: ({ task: of, ...edited }, context) => editDraft(edited, edit(of), context),
  }),
);
