/** vm start, vm stop and all other actions on a machine that exists, made from the table of actions. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import type { Verb } from "../../src/cards/card.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { VM_ACTION_NAMES, VM_ACTIONS, type VmAction } from "../../src/domain/vm.ts";
import { confirmation, requireConfirmed } from "./confirm.ts";

/** The actions that have a button. */
const BUTTONS: Partial<Record<VmAction, Verb>> = { start: "Start", stop: "Stop" };

export const VM_ACTION_COMMANDS: Command[] = VM_ACTION_NAMES.filter(isToldAll).map((action) =>
  "destroys" in VM_ACTIONS[action] ? destroyer(action) : ordinary(action),
);

/** The others have commands of their own. */
function isToldAll(action: VmAction): boolean {
  return !("wishes" in VM_ACTIONS[action]);
}

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
      confirm: confirmation(),
      wait: flag().optional(),
    }),
    positional: ["vm"],
    async run({ vm, confirm, wait }, context) {
      requireConfirmed(vm, confirm, self);
      return act(action, vm, wait, context);
    },
  });
  return self;
}

async function act(action: VmAction, vm: string, wait: boolean | undefined, { app, actor }: Context): Promise<Answer> {
  return say(nextSentence(await app.machines.act(action, vm, wait ?? false, actor)));
}
