/** infra decommission: asks for the end of an infrastructure. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming, noted } from "../../src/bot/arg-notes.ts";
import { draft, name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraDecommission = command({
  words: "infra decommission",
  summary: "Ask for the end of an infrastructure: its machines are stopped, and deleted after a grace",
  example: "infra decommission shop --confirm shop",
  permission: "infra.edit",
  args: z.object({
    infra: naming("infrastructure", draft()),
    confirm: noted(name(), {
      looks: "INFRA",
      wanted: "the infrastructure's name once more, since its machines are deleted in the end",
    }),
    reason: text().optional(),
  }),
  positional: ["infra"],
  button: "Decommission",
  async run({ infra, confirm, reason }, { app, actor }) {
    return say(nextSentence(await app.endings.decommission(infra, { confirm, reason: reason ?? "" }, actor)));
  },
});
