/** request undelegate: nobody decides in one's place any more. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";

export const requestUndelegate = command({
  words: "request undelegate",
  summary: "Be asked yourself again; nobody decides in your place any more",
  example: "request undelegate",
  permission: "known",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor }) {
    const { delegate } = await app.delegations.end(actor);
    return say(`${delegate.name} does not decide in your place any more`);
  },
});
