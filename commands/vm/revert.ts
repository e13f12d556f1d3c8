/** vm revert: brings a machine back to a snapshot. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTIONS } from "../../src/domain/vm.ts";
import { confirmation, requireConfirmed } from "./confirm.ts";

export const vmRevert = command({
  words: "vm revert",
  summary: VM_ACTIONS.revert.summary,
  example: "vm revert web-01 --snapshot before-upgrade --confirm web-01",
  permission: "vm.operate",
  args: z.object({
    vm: naming("machine", name("VM")),
    snapshot: name("SNAPSHOT"),
    confirm: confirmation(),
    wait: flag().optional(),
  }),
  positional: ["vm"],
  async run({ vm, snapshot, confirm, wait = false }, { app, actor }) {
    requireConfirmed(vm, confirm, vmRevert);
    return say(nextSentence(await app.machines.snapshot("revert", vm, snapshot, wait, actor)));
  },
});
