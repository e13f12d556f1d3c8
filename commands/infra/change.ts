/** infra change: begins the draft of a change. */
import { z } from "zod";
import { naming } from "../../src/bot/arg-notes.ts";
import { countStep, memoryStep, name, storageStep } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";

export const infraChange = command({
  words: "infra change",
  summary: "Begin the draft of a change: more, less, other services and roles",
  example: "infra change shop --memory +8GB",
  permission: "infra.edit",
  args: z.object({
    infra: naming("infrastructure", name("INFRA")),
    memory: memoryStep().optional(),
    storage: storageStep().optional(),
    vcpu: countStep().optional(),
    vms: countStep().optional(),
  }),
  positional: ["infra"],
  button: "Return",
  ask: async ({ infra }, context) => showDraft(await context.app.changes.giveBack(infra, context.actor), context),
  async run({ infra, memory: memoryMb, storage: diskGb, vcpu, vms }, context) {
    return showDraft(await context.app.changes.begin(infra, { memoryMb, diskGb, vcpu, vms }, context.actor), context);
  },
});
