/** dc action parameter remove: takes a parameter away. */
import { z } from "zod";
import { text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { removeParameter } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, task } from "./arguments.ts";

export const dcActionParameterRemove = command({
  words: "dc action parameter remove",
  summary: "Remove a parameter of a task",
  example: "dc action parameter remove start@small look vm",
  permission: "datacenter.edit",
  args: z.object({ action: action(), task: task(), parameter: text("NAME"), revision: revision() }),
  positional: ["action", "task", "parameter"],
  run: ({ task: of, parameter, ...edited }, context) => editDraft(edited, removeParameter(of, parameter), context),
});
