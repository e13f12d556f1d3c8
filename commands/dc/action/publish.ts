/** dc action publish: puts a version in force. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { actionCard } from "../../../src/cards/action-card.ts";
import { action, version } from "./arguments.ts";

export const dcActionPublish = command({
  words: "dc action publish",
  summary: "Put the draft of an action in force, or another version; jobs that run keep theirs",
  example: "dc action publish start",
  permission: "datacenter.edit",
  args: z.object({ action: action(), version: version().optional() }),
  positional: ["action"],
  run: async (args, { app, actor }) =>
    show(actionCard(await app.actions.publish(args.action, actor.identity, args.version))),
});
