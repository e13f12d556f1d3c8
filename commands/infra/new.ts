/** infra new: begins the draft of an infrastructure. */

import { z } from "zod";
import { comingDay } from "../../src/app/coming-day.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { date, memory, name, storage, text, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";
import { infraService } from "./service.ts";

export const infraNew = command({
  words: "infra new",
  summary: "Begin the draft of an infrastructure",
  example: 'infra new crm --memory 8GB --storage 500GB --reason "customer records"',
  permission: "infra.edit",
  args: z.object({
    name: name(),
    memory: memory(),
    storage: storage(),
    vcpu: whole().optional(),
    vms: whole().optional(),
    until: date().optional(),
    reason: text(),
    bu: naming("unit", name("BU")).optional(),
  }),
  positional: ["name"],
  async run({ memory: memoryMb, storage: diskGb, bu, ...given }, context) {
    const { app, actor } = context;
    const { timeZone } = await app.datacenters.settings();
    const until = comingDay(given.until, app.now(), timeZone);
    const limits = { memoryMb, diskGb, vcpu: given.vcpu ?? null, vms: given.vms ?? null };
    const { name: called, reason } = given;
    const draft = await app.drafts.begin({ name: called, ...limits, until, reason }, bu, actor);
    const title = `Step 2 of 4: a service of ${called}`;
    return showDraft(draft, context, { command: infraService, given: { path: `${called}/` }, title });
  },
});
