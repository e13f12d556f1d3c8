/** vm extend: asks for a later last day of a machine. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, vm } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { extending } from "../../src/bot/extending.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const vmExtend: Command = command({
  words: "vm extend",
  summary: "Put off the last day of a machine; the first times are free",
  example: "vm extend web-01 --until 2027-06-30",
  permission: "vm.ask",
  args: z.object({ vm: naming("machine", vm()), until: date() }),
  positional: ["vm"],
  button: "Extend",
  ask: filledIn,
  isMeant: async (id, app) => id.includes("/") || (await app.leases.isAbout(id)), // only a machine is named by a path
  run: async ({ vm: subject, until }, { app, actor }) =>
    say(nextSentence(await app.leases.extend(subject, until, actor))),
});

/** The form with a last day to begin with, and what the last day is now. */
async function filledIn({ vm: subject }: { vm: string }, context: Context): Promise<Answer> {
  const ending = await context.app.leases.ending(subject, context.actor);
  return extending(vmExtend, { vm: subject }, ending, context);
}
