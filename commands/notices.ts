/** notices: how somebody chose to be told. */
import { z } from "zod";
import { say } from "../src/bot/answers.ts";
import { choice, quietHours } from "../src/bot/args.ts";
import { command } from "../src/bot/command.ts";
import { choiceText } from "../src/cards/notice-choice-text.ts";
import { NO_CHOICE } from "../src/domain/notice-choice.ts";

export const notices = command({
  words: "notices",
  summary:
    "How you are told: in private or in your business unit's channel, at once or once a day, and when not at all",
  example: "notices --digest on --quiet 22:00-07:00",
  permission: "known",
  args: z.object({
    digest: choice("on", "off").optional(),
    quiet: quietHours().optional(),
    where: choice("dm", "channel").optional(),
  }),
  positional: [],
  async run({ digest, quiet, where }, { app, actor }) {
    const [listener] = await app.listeners.of([actor.person]);
    const before = listener?.choice ?? NO_CHOICE;
    const chosen = {
      digest: digest === undefined ? before.digest : digest === "on",
      quiet: quiet === undefined ? before.quiet : quiet.hours,
      where: where ?? before.where,
    };
    if (digest ?? quiet ?? where) await app.listeners.choose(actor.person, chosen);
    const { timeZone } = await app.datacenters.facts();
    return say(choiceText(chosen, listener?.channels.length ?? 0, timeZone));
  },
});
