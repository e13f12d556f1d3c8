/** vm start, vm stop and all other actions on a machine that exists, made from the table of actions. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming, noted } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { type Command, type Context, command, usageOf } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import type { Verb } from "../../src/cards/card.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { VM_ACTION_NAMES, VM_ACTIONS, type VmAction } from "../../src/domain/vm.ts";

/** The actions that have a button. */
const BUTTONS: Partial<Record<VmAction, Verb>> = { start: "Start", stop: "Stop" };

export const VM_ACTION_COMMANDS: Command[] = VM_ACTION_NAMES.map((action) =>
  "destroys" in VM_ACTIONS[action] ? destroyer(action) : ordinary(action),
);

function ordinary(action: VmAction): Command {
  return command({
    ...{ words: `vm ${action}`, summary: VM_ACTIONS[action].summary, example: `vm ${action} web-01` },
    permission: "vm.operate",
    args: z.object({ vm: naming("machine", name("VM")), wait: flag().optional() }),
    positional: ["vm"],
    ...(BUTTONS[action] ? { button: BUTTONS[action] } : {}),
    run: ({ vm, wait }, context) => act(action, vm, wait, context),
  });
}

/** What destroys wants the machine's name a second time. */
function destroyer(action: VmAction): Command {
  const self = command({
    ...{ words: `vm ${action}`, summary: VM_ACTIONS[action].summary, example: `vm ${action} web-01 --confirm web-01` },
    permission: "vm.ask",
    args: z.object({
      vm: naming("machine", name("VM")),
      confirm: noted(name(), { looks: "VM", wanted: "the machine's name once more, since this cannot be undone" }),
      wait: flag().optional(),
    }),
    positional: ["vm"],
    async run({ vm, confirm, wait }, context) {
      if (confirm === vm) return act(action, vm, wait, context);
      throw new Refusal("bad-arguments", `${confirm} is not ${vm}, so nothing was done`, `usage: ${usageOf(self)}`);
    },
  });
  return self;
}

async function act(action: VmAction, vm: string, wait: boolean | undefined, { app, actor }: Context): Promise<Answer> {
  return say(nextSentence(await app.machines.act(action, vm, wait ?? false, actor)));
}
