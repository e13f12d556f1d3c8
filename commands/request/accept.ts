/** request accept: takes an offer. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestAccept = command({
  words: "request accept",
  summary: "Take an offer made for a request of your own",
  example: "request accept REQ-1",
  permission: "known",
  args: z.object({ id: requestId() }),
  positional: ["id"],
  button: "Accept",
  async run({ id }, { app, actor }) {
    return say(`accepted: ${nextSentence(await app.requests.decide(id, actor.identity, { kind: "accept" }))}`);
  },
});
