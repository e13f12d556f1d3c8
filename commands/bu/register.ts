/** bu register: asks for a new business unit, of which whoever asks becomes the first admin. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { channel, code, name, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const buRegister = command({
  words: "bu register",
  summary: "Ask for a new business unit; you become its first admin",
  example: 'bu register research --cost-center CC-300 --reason "a new team"',
  permission: "anybody",
  args: z.object({
    name: name(),
    costCenter: code(),
    channel: channel().optional(),
    reason: text().optional(),
  }),
  positional: ["name"],
  async run({ name: unitName, costCenter, channel: unitChannel, reason }, { app, actor, from, called }) {
    if (!actor) await app.directory.enter(from, called);
    const details = {
      ...{ kind: "bu.register" as const, unit: app.id("bu"), name: unitName, costCenter },
      ...{ channel: unitChannel ?? null, reason: reason ?? "" },
    };
    return say(nextSentence(await app.requests.submit({ details, businessUnit: null, wait: false }, from)));
  },
});
