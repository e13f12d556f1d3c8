/** job cancel: ends the jobs of a request that still run or wait. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const jobCancel = command({
  words: "job cancel",
  summary: "End the jobs of a request that still run or wait",
  example: "job cancel REQ-1",
  permission: "known",
  args: z.object({ id: requestId(), reason: text().optional() }),
  positional: ["id"],
  button: "Cancel",
  async run({ id, reason }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "cancel", reason: reason ?? "" })));
  },
});
