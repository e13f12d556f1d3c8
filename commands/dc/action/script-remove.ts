/** dc action script remove: takes a script out of a draft. */
import { z } from "zod";
import { text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { removeScript } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision } from "./arguments.ts";

export const dcActionScriptRemove = command({
  words: "dc action script remove",
  summary: "Remove a script from a draft",
  example: "dc action script remove start@small scripts/save.mjs",
  permission: "datacenter.edit",
  args: z.object({ action: action(), path: text("PATH"), revision: revision() }),
  positional: ["action", "path"],
  run: ({ path, ...edited }, context) => editDraft(edited, removeScript(path), context),
});
