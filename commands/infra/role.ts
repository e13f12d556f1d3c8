/** infra role: puts a role of machines into a draft, or edits the one of that name. */
import { z } from "zod";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, names, path, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";
import { infraSubmit } from "./submit.ts";

const LAST_STEP =
  "Step 4 of 4: send it to those who decide. Or close this, and add more by infra service and infra role";

export const infraRole = command({
  words: "infra role",
  summary: "Put a role of machines into a draft, or edit the one of that name",
  example: "infra role crm/web/front --template small --max 5",
  permission: "infra.edit",
  args: z.object({
    path: path("<infra>/<service>/<role>", 3),
    template: naming("template", names("TEMPLATE")).optional(),
    max: whole().optional(),
    network: naming("network", name("NETWORK")).optional(),
  }),
  positional: ["path"],
  async run({ path: place, template, max, network }, context) {
    const edit = { templates: template, max, network };
    const draft = await context.app.drafts.role(place.join("/"), edit, context.actor);
    const given = { infra: place[0] ?? "" };
    return showDraft(draft, context, { command: infraSubmit, given, title: LAST_STEP });
  },
});
