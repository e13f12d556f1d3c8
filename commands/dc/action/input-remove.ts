/** dc action input remove: lets an action ask for something no more. */
import { z } from "zod";
import { name } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { removeInput } from "../../../src/engine/authoring/input-edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision } from "./arguments.ts";

export const dcActionInputRemove = command({
  words: "dc action input remove",
  summary: "Let an action ask for something no more",
  example: "dc action input remove renew days",
  permission: "datacenter.edit",
  args: z.object({ action: action(), input: name("INPUT"), revision: revision() }),
  positional: ["action", "input"],
  run: ({ input, ...edited }, context) => editDraft(edited, removeInput(input), context),
});
