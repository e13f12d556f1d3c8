/** vm resize: gives a machine the size of another template. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTIONS } from "../../src/domain/vm.ts";

export const vmResize = command({
  words: "vm resize",
  summary: VM_ACTIONS.resize.summary,
  example: "vm resize web-01 --template medium",
  permission: "vm.ask",
  args: z.object({
    vm: naming("machine", name("VM")),
    template: naming("template", name("TEMPLATE")),
    wait: flag().optional(),
  }),
  positional: ["vm"],
  run: async ({ vm, template, wait = false }, { app, actor }) =>
    say(nextSentence(await app.machines.resize(vm, template, wait, actor))),
});
