/** request reject: says no to a request, and why. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const requestReject = command({
  words: "request reject",
  summary: "Say no to a request, with a reason for who asked",
  example: 'request reject REQ-1 --reason "too large"',
  permission: "known",
  args: z.object({ id: requestId(), reason: text() }),
  positional: ["id"],
  button: "Reject",
  async run({ id, reason }, { app, actor }) {
    return say(nextSentence(await app.requests.decide(id, actor.identity, { kind: "reject", reason })));
  },
});
