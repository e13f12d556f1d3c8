/** report dispute: asks that a charge be given back. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { chargeId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const reportDispute = command({
  words: "report dispute",
  summary: "Say why a charge is wrong; an admin of the datacenter gives it back, or says why not",
  example: 'report dispute C-1 --reason "it was never usable"',
  permission: "report.see",
  args: z.object({ charge: chargeId(), reason: text() }),
  positional: ["charge"],
  button: "Dispute",
  run: async ({ charge, reason }, { app, actor }) => say(nextSentence(await app.dispute(charge, reason, actor))),
});
