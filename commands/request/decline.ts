/** request decline: leaves an offer; the request goes on as it was asked. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestDecline = command({
  words: "request decline",
  summary: "Leave an offer; your request goes on as you asked for it",
  example: "request decline REQ-1",
  permission: "known",
  args: z.object({ id: requestId() }),
  positional: ["id"],
  button: "Decline",
  async run({ id }, { app, actor }) {
    return say(`declined: ${nextSentence(await app.requests.decide(id, actor.identity, { kind: "decline" }))}`);
  },
});
