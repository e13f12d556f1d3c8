/** dc action edit: changes what an action says of itself. */
import { z } from "zod";
import { choice, text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { describe } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, permission, revision, seconds, words } from "./arguments.ts";

export const dcActionEdit = command({
  words: "dc action edit",
  summary: "Change what a draft says of the action itself; what is not said stays as it is",
  example: "dc action edit start@small --timeout 600",
  permission: "datacenter.edit",
  args: z.object({
    ...{ action: action(), description: text().optional(), weight: choice("light", "heavy").optional() },
    ...{ timeout: seconds().optional(), states: words().optional(), can: permission().optional() },
    revision: revision(),
  }),
  positional: ["action"],
  run: ({ action: edited, revision: seen, timeout: timeoutSeconds, ...about }, context) =>
    editDraft({ action: edited, revision: seen }, describe({ ...about, timeoutSeconds }), context),
});
