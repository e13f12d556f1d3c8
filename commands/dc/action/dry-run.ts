/** dc action dry-run: shows what an action would run. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { dryRunCard } from "../../../src/cards/action-lists.ts";
import { action, version } from "./arguments.ts";

export const dcActionDryRun = command({
  words: "dc action dry-run",
  summary: "Step by step what an action would run for a sample machine, and with which parameters; nothing is run",
  example: "dc action dry-run start@small",
  permission: "datacenter.edit",
  args: z.object({ action: action(), version: version().optional() }),
  positional: ["action"],
  run: async (args, { app }) => show(dryRunCard(args.action, await app.actions.dryRun(args.action, args.version))),
});
