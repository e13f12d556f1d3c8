/** vm extend: asks for a later last day of a machine. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, vm } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const vmExtend = command({
  words: "vm extend",
  summary: "Put off the last day of a machine; the first times are free",
  example: "vm extend web-01 --until 2027-06-30",
  permission: "vm.ask",
  args: z.object({ vm: naming("machine", vm()), until: date() }),
  positional: ["vm"],
  button: "Extend",
  isMeant: async (id, app) => id.includes("/") || (await app.leases.isAbout(id)), // only a machine is named by a path
  run: async ({ vm: subject, until }, { app, actor }) =>
    say(nextSentence(await app.leases.extend(subject, until, actor))),
});
