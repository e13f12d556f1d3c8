/** infra role: puts a role of machines into a draft, or edits the one of that name. */
import { z } from "zod";
import { name, names, path, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";

export const infraRole = command({
  words: "infra role",
  summary: "Put a role of machines into a draft, or edit the one of that name",
  example: "infra role crm/web/front --template small --max 5",
  permission: "infra.edit",
  args: z.object({
    path: path("<infra>/<service>/<role>", 3),
    template: names("TEMPLATE").optional(),
    max: whole().optional(),
    network: name("NETWORK").optional(),
  }),
  positional: ["path"],
  async run({ path: place, template, max, network }, { app, actor }) {
    return showDraft(await app.drafts.role(place.join("/"), { templates: template, max, network }, actor));
  },
});
