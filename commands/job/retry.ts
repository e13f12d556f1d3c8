/** job retry: what failed, or what was interrupted and asks, is run again from the step that was not done. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { flag, requestId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const jobRetry = command({
  words: "job retry",
  summary: "Run again, from the step that was not done, what failed or was interrupted",
  example: "job retry REQ-1",
  permission: "known",
  args: z.object({ id: requestId(), wait: flag().optional() }),
  positional: ["id"],
  button: "Retry",
  async run({ id, wait = false }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "retry-jobs", wait })));
  },
});
