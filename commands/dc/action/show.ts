/** dc action show: one action, or one task of it. */
import { z } from "zod";
import { show } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { actionCard, taskCard } from "../../../src/cards/action-card.ts";
import { action, task, version } from "./arguments.ts";
import { taskIn } from "./task-in.ts";

export const dcActionShow = command({
  words: "dc action show",
  summary: "An action with its tasks, scripts and versions: the draft, or what is in force; or one task of it",
  example: "dc action show start",
  permission: "datacenter.edit",
  args: z.object({ action: action(), task: task().optional(), version: version().optional() }),
  positional: ["action"],
  async run(args, { app }) {
    const view = await app.actions.show(args.action, args.version);
    return show(args.task === undefined ? actionCard(view) : taskCard(view, taskIn(view, args.task)));
  },
});
