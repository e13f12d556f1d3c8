/** vm rename: gives a stopped machine another name. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTIONS } from "../../src/domain/vm.ts";

export const vmRename = command({
  words: "vm rename",
  summary: VM_ACTIONS.rename.summary,
  example: "vm rename web-01 web-02",
  permission: "vm.operate",
  args: z.object({ vm: naming("machine", name("VM")), new: name("NEW"), wait: flag().optional() }),
  positional: ["vm", "new"],
  run: async ({ vm, new: to, wait = false }, { app, actor }) =>
    say(nextSentence(await app.machines.rename(vm, to, wait, actor))),
});
