/** dc action script set: adds or replaces a script of a draft. */
import { z } from "zod";
import { text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { setScript } from "../../../src/engine/authoring/edits.ts";
import { editDraft, textOf } from "./answer.ts";
import { action, revision } from "./arguments.ts";

export const dcActionScriptSet = command({
  words: "dc action script set",
  summary: "Put a file into a draft as its script at this path, new or in place of the one that is there",
  example: "dc action script set start@small scripts/boot.mjs src/packs/simulator/scripts/boot.mjs",
  permission: "datacenter.edit",
  args: z.object({ action: action(), path: text("PATH"), file: text("FILE"), revision: revision() }),
  positional: ["action", "path", "file"],
  run: async ({ path, file, ...edited }, context) =>
    editDraft(edited, setScript(path, await textOf(file, context)), context),
});
