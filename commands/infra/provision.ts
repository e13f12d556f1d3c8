/** infra provision: assigns hosts, storage and networks to an approved infrastructure. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { draft, flag, name, pairs } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const infraProvision = command({
  words: "infra provision",
  summary: "Assign hosts, storage and networks to an approved infrastructure, and make it usable",
  example: "infra provision crm --hosts general",
  permission: "infra.provision",
  args: z.object({
    infra: draft(),
    hosts: naming("host-group", name("GROUP")).optional(),
    storagePool: naming("storage-pool", name("POOL")).optional(),
    network: pairs().optional(),
    wait: flag().optional(),
  }),
  positional: ["infra"],
  button: "Provision",
  async run({ infra, hosts, storagePool, network: networks, wait = false }, { app, actor }) {
    return say(nextSentence(await app.drafts.provision(infra, { hosts, storagePool, networks, wait }, actor)));
  },
});
