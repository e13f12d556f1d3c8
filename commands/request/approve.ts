/** request approve: says yes to a request, or decides alone in an emergency. */
import { z } from "zod";
import type { Decision } from "../../src/app/decision.ts";
import { say } from "../../src/bot/answers.ts";
import { flag, requestId, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const requestApprove = command({
  words: "request approve",
  summary: "Say yes to a request; with --break-glass, alone and at once, which others then look at",
  example: "request approve REQ-1",
  permission: "known",
  args: z.object({
    id: requestId(),
    comment: text().optional(),
    breakGlass: flag().optional(),
    reason: text().optional(),
  }),
  positional: ["id"],
  button: "Approve",
  async run({ id, comment = "", breakGlass = false, reason }, { app, actor }) {
    const request = await app.requests.decide(id, actor.identity, decisionOf(breakGlass, comment, reason));
    return say(`approved: ${nextSentence(request)}`);
  },
});

function decisionOf(breakGlass: boolean, comment: string, reason: string | undefined): Decision {
  if (breakGlass && reason) return { kind: "override", reason };
  if (!breakGlass && !reason) return { kind: "approve", comment };
  const sentence = breakGlass ? "who decides alone says why" : "--reason goes with --break-glass";
  const hint = breakGlass ? "add --reason TEXT" : "to say something with your yes: --comment TEXT";
  throw new Refusal("bad-arguments", sentence, hint, "reason");
}
