/** request approve: says yes to a request. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestApprove = command({
  words: "request approve",
  summary: "Say yes to a request",
  example: "request approve REQ-1",
  permission: "known",
  args: z.object({ id: requestId(), comment: text().optional() }),
  positional: ["id"],
  button: "Approve",
  async run({ id, comment }, { app, actor }) {
    const request = await app.requests.decide(id, actor.identity, { kind: "approve", comment: comment ?? "" });
    return say(`approved: ${nextSentence(request)}`);
  },
});
