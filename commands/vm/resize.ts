/** vm resize: gives a machine the size of another template. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, name } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { formFor } from "../../src/bot/form.ts";
import { resizingText } from "../../src/cards/resizing-text.ts";
import { nextSentence } from "../../src/cards/text.ts";
import { requirePermission } from "../../src/domain/permission.ts";
import { requireAllowed, VM_ACTIONS } from "../../src/domain/vm.ts";

export const vmResize: Command = command({
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
  button: "Resize",
  ask: filledIn,
  run: async ({ vm, template, wait = false }, { app, actor }) =>
    say(nextSentence(await app.machines.resize(vm, template, wait, actor))),
});

/** The form with the template that would do by what the machine used, and with what that saves. */
async function filledIn({ vm: asked }: { vm: string }, { app, actor }: Context): Promise<Answer> {
  const vm = await app.machines.find(asked, actor);
  requirePermission(actor, "vm.ask", vm);
  requireAllowed("resize", vm);
  const [sizes, { currency }] = await Promise.all([app.rightSizing.of([vm]), app.datacenters.settings()]);
  const better = sizes.get(vm.id);
  const given = { vm: vm.name, ...(better ? { template: better.template } : {}) };
  return { kind: "form", form: await formFor({ ...app, actor }, vmResize, given, resizingText(vm, better, currency)) };
}
