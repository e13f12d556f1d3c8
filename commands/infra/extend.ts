/** infra extend: asks for another last day. */
import { z } from "zod";
import { comingDay } from "../../src/app/coming-day.ts";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, draft } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { extending } from "../../src/bot/extending.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraExtend: Command = command({
  words: "infra extend",
  summary: "Ask for a later last day of an infrastructure",
  example: "infra extend shop --until 2027-06-30",
  permission: "infra.edit",
  args: z.object({ infra: naming("infrastructure", draft()), until: date() }),
  positional: ["infra"],
  button: "Extend",
  ask: filledIn,
  async run({ infra, until }, { app, actor }) {
    const { timeZone } = await app.datacenters.facts();
    comingDay(until, app.now(), timeZone);
    return say(nextSentence(await app.endings.extend(infra, until, actor)));
  },
});

/** The form with a last day to begin with, and what the last day is now. */
async function filledIn({ infra: subject }: { infra: string }, context: Context): Promise<Answer> {
  const ending = await context.app.endings.ending(subject, context.actor);
  return extending(infraExtend, { infra: subject }, ending, context);
}
