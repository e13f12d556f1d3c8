/** infra remove: takes a service or a role out of a draft. */
import { z } from "zod";
import { path } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";

export const infraRemove = command({
  words: "infra remove",
  summary: "Take a service or a role out of a draft",
  example: "infra remove crm/web/front",
  permission: "infra.edit",
  args: z.object({ path: path("<infra>/<service>[/<role>]", 2, 3) }),
  positional: ["path"],
  run: async ({ path: place }, context) =>
    showDraft(await context.app.drafts.remove(place.join("/"), context.actor), context),
});
