/** dc check: what is wrong with the outside world, and what would mend it. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";

export const dcCheck = command({
  words: "dc check",
  summary: "Credentials, scopes, channels and queues: what is wrong, and how to mend it",
  example: "dc check",
  permission: "datacenter.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const wrong = await app.check();
    return say(wrong.length === 0 ? "Nothing is wrong." : wrong.map((sentence) => `• ${sentence}`).join("\n"));
  },
});
