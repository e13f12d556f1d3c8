/** dc action validate: says whether an action could be published. */
import { z } from "zod";
import { say } from "../../../src/bot/answers.ts";
import { command } from "../../../src/bot/command.ts";
import { action, version } from "./arguments.ts";

export const dcActionValidate = command({
  words: "dc action validate",
  summary: "Whether an action could be published, or what is wrong with it, with line and column",
  example: "dc action validate start@small",
  permission: "datacenter.edit",
  args: z.object({ action: action(), version: version().optional() }),
  positional: ["action"],
  async run(args, { app }) {
    const view = await app.actions.validate(args.action, args.version);
    return say(`version ${view.version} of ${view.name} is in order`);
  },
});
