/** infra extend: asks for another last day. */
import { z } from "zod";
import { comingDay } from "../../src/app/coming-day.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, draft } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraExtend = command({
  words: "infra extend",
  summary: "Ask for a later last day of an infrastructure",
  example: "infra extend shop --until 2027-06-30",
  permission: "infra.edit",
  args: z.object({ infra: naming("infrastructure", draft()), until: date() }),
  positional: ["infra"],
  button: "Extend",
  async run({ infra, until }, { app, actor }) {
    const { timeZone } = await app.datacenters.facts();
    comingDay(until, app.now(), timeZone);
    return say(nextSentence(await app.endings.extend(infra, until, actor)));
  },
});
