/** dc action rollback: goes to the version before. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { actionCard } from "../../../src/cards/action-card.ts";
import { action } from "./arguments.ts";

export const dcActionRollback = command({
  words: "dc action rollback",
  summary: "Put the version in force that was in force before",
  example: "dc action rollback start",
  permission: "datacenter.edit",
  args: z.object({ action: action() }),
  positional: ["action"],
  run: async (args, { app, actor }) => show(actionCard(await app.actions.rollBack(args.action, actor.identity))),
});
