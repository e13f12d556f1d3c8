/** dc action task move: orders the tasks of a draft. */
import { z } from "zod";
import { whole } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { moveTask } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, task } from "./arguments.ts";

export const dcActionTaskMove = command({
  words: "dc action task move",
  summary: "Move a task of a draft to a place in the order, counted from 1",
  example: "dc action task move start@small look 1",
  permission: "datacenter.edit",
  args: z.object({ action: action(), task: task(), place: whole(), revision: revision() }),
  positional: ["action", "task", "place"],
  run: ({ task: moved, place, ...edited }, context) => editDraft(edited, moveTask(moved, place), context),
});
