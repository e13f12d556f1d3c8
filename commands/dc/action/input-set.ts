/** dc action input set: says what an action asks whoever runs it. */
import { z } from "zod";
import { choice, flag, name, text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { INPUT_TYPES } from "../../../src/domain/action-inputs.ts";
import { setInput } from "../../../src/engine/authoring/input-edits.ts";
import { editDraft } from "./answer.ts";
import { action, orNone, revision, words } from "./arguments.ts";

export const dcActionInputSet = command({
  words: "dc action input set",
  summary: "Say what an action of your own asks whoever runs it; what is not said stays as it is",
  example: 'dc action input set renew days --title "Valid for how many days" --type number --default 90',
  permission: "datacenter.edit",
  args: z.object({
    ...{ action: action(), input: name("INPUT"), title: text().optional() },
    ...{ type: choice(...INPUT_TYPES).optional(), required: flag().optional() },
    ...{ default: orNone("VALUE", "what counts when it is left empty").optional(), choices: words().optional() },
    revision: revision(),
  }),
  positional: ["action", "input"],
  run: ({ action: edited, revision: seen, input, ...settings }, context) =>
    editDraft({ action: edited, revision: seen }, setInput(input, settings), context),
});
