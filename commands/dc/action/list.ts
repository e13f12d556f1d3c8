/** dc action list: every action, and how it stands. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { actionsCard } from "../../../src/cards/action-lists.ts";

export const dcActionList = command({
  words: "dc action list",
  summary: "Actions on machines: what is in force, disabled, or in draft",
  example: "dc action list",
  permission: "datacenter.edit",
  args: z.object({}),
  positional: [],
  run: async (_args, { app }) => show(actionsCard(await app.actions.list())),
});
