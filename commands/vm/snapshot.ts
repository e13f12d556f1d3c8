/** vm snapshot: keeps a machine as it is now, so that it can come back to it. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTIONS } from "../../src/domain/vm.ts";

export const vmSnapshot = command({
  words: "vm snapshot",
  summary: VM_ACTIONS.snapshot.summary,
  example: "vm snapshot web-01 --name before-upgrade",
  permission: "vm.operate",
  args: z.object({ vm: naming("machine", name("VM")), name: name().optional(), wait: flag().optional() }),
  positional: ["vm"],
  run: async ({ vm, name: snapshot = null, wait = false }, { app, actor }) =>
    say(nextSentence(await app.machines.snapshot("snapshot", vm, snapshot, wait, actor))),
});
