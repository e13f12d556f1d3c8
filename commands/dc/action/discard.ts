/** dc action discard: throws a draft away. */
import { z } from "zod";
import { say } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { action } from "./arguments.ts";

export const dcActionDiscard = command({
  words: "dc action discard",
  summary: "Throw the draft of an action away; the audit log still has it",
  example: "dc action discard start@small",
  permission: "datacenter.edit",
  args: z.object({ action: action() }),
  positional: ["action"],
  async run(args, { app, actor }) {
    await app.actions.discard(args.action, actor.identity);
    return say(`the draft of ${args.action} is discarded`);
  },
});
