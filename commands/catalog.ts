/** catalog: what can be asked for, and at which prices. */
import { z } from "zod";
import { show } from "../src/bot/answers.ts";
import { command } from "../src/bot/command.ts";
import { catalogCard } from "../src/cards/catalog-card.ts";

export const catalog = command({
  words: "catalog",
  summary: "Environments, networks and templates with their prices, and how much is free",
  example: "catalog",
  permission: "catalog.see",
  args: z.object({}),
  positional: [],
  async run(_args, { app }) {
    const { resources, ...facts } = await app.datacenters.facts();
    return show(catalogCard({ ...facts, environments: resources.environment, networks: resources.network }));
  },
});
