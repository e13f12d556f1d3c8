/** infra service: puts a service into a draft, or edits the one of that name. */
import { z } from "zod";
import { domain, memory, name, names, path, storage } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { showDraft } from "./draft.ts";

export const infraService = command({
  words: "infra service",
  summary: "Put a service into a draft, or edit the one of that name",
  example:
    "infra service crm/web --environment production --memory 4GB --storage 200GB --template small --network prod-net",
  permission: "infra.edit",
  args: z.object({
    path: path("<infra>/<service>", 2),
    environment: name("ENVIRONMENT").optional(),
    memory: memory().optional(),
    storage: storage().optional(),
    template: names("TEMPLATE").optional(),
    network: names("NETWORK").optional(),
    domain: domain().optional(),
    balancer: name("BALANCER").optional(),
    san: name("SAN").optional(),
  }),
  positional: ["path"],
  async run({ path: place, memory: memoryMb, storage: diskGb, template, network, ...named }, { app, actor }) {
    const edit = { ...named, memoryMb, diskGb, templates: template, networks: network };
    return showDraft(await app.drafts.service(place.join("/"), edit, actor));
  },
});
