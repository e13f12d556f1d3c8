/** vm unsnapshot: lets go of a snapshot. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTIONS } from "../../src/domain/vm.ts";

export const vmUnsnapshot = command({
  words: "vm unsnapshot",
  summary: VM_ACTIONS.unsnapshot.summary,
  example: "vm unsnapshot web-01 --snapshot before-upgrade",
  permission: "vm.operate",
  args: z.object({ vm: naming("machine", name("VM")), snapshot: name("SNAPSHOT"), wait: flag().optional() }),
  positional: ["vm"],
  run: async ({ vm, snapshot, wait = false }, { app, actor }) =>
    say(nextSentence(await app.machines.snapshot("unsnapshot", vm, snapshot, wait, actor))),
});
