/** request ask: asks who wants something for what is needed to decide. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestAsk = command({
  words: "request ask",
  summary: "Ask a question before deciding; the deadline stands still until it is answered",
  example: 'request ask REQ-1 --question "why so many?"',
  permission: "known",
  args: z.object({ id: requestId(), question: text() }),
  positional: ["id"],
  button: "Ask",
  async run({ id, question }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "ask", text: question })));
  },
});
