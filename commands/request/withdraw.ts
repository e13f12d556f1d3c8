/** request withdraw: takes a request of one's own back. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestWithdraw = command({
  words: "request withdraw",
  summary: "Take a request of your own back",
  example: "request withdraw REQ-1",
  permission: "known",
  args: z.object({ id: requestId(), reason: text().optional() }),
  positional: ["id"],
  button: "Withdraw",
  async run({ id, reason }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "withdraw", reason: reason ?? "" })));
  },
});
