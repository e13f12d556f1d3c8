/** request answer: answers the question of who decides. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestAnswer = command({
  words: "request answer",
  summary: "Answer a question about a request of your own",
  example: 'request answer REQ-1 --answer "for the sale"',
  permission: "known",
  args: z.object({ id: requestId(), answer: text() }),
  positional: ["id"],
  button: "Answer",
  async run({ id, answer }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "answer", text: answer })));
  },
});
