/** infra service: puts a service into a draft, or edits the one of that name. */
import { z } from "zod";
import { naming } from "../../src/bot/arg-notes.ts";
import { domain, memory, name, names, path, storage } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";
import { infraRole } from "./role.ts";

export const infraService = command({
  words: "infra service",
  summary: "Put a service into a draft, or edit the one of that name",
  example:
    "infra service crm/web --environment production --memory 4GB --storage 200GB --template small --network prod-net",
  permission: "infra.edit",
  args: z.object({
    path: path("<infra>/<service>", 2),
    environment: naming("environment", name("ENVIRONMENT")).optional(),
    memory: memory().optional(),
    storage: storage().optional(),
    template: naming("template", names("TEMPLATE")).optional(),
    network: naming("network", names("NETWORK")).optional(),
    domain: naming("domain", domain()).optional(),
    balancer: naming("balancer", name("BALANCER")).optional(),
    san: naming("san", name("SAN")).optional(),
  }),
  positional: ["path"],
  async run({ path: place, memory: memoryMb, storage: diskGb, template, network, ...named }, context) {
    const edit = { ...named, memoryMb, diskGb, templates: template, networks: network };
    const path = place.join("/");
    const draft = await context.app.drafts.service(path, edit, context.actor);
    const given = { path: `${path}/`, ...(template ? { template: template.join(",") } : {}) };
    return showDraft(draft, context, { command: infraRole, given, title: `Step 3 of 4: a role of ${path}` });
  },
});
