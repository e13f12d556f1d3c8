/** catalog: what can be asked for, and at which prices. */
import { z } from "zod";
import { offeredUnits } from "../src/app/offered-units.ts";
import { show } from "../src/bot/answers.ts";
import { naming } from "../src/bot/arg-notes.ts";
import { name } from "../src/bot/args.ts";
import { command } from "../src/bot/command.ts";
import { catalogCard } from "../src/cards/catalog-card.ts";

export const catalog = command({
  words: "catalog",
  summary: "Environments, networks and templates with their prices, and how much is free",
  example: "catalog",
  permission: "catalog.see",
  args: z.object({ bu: naming("unit", name("BU")).optional() }),
  positional: [],
  async run({ bu }, { app, actor }) {
    const facts = await app.datacenters.facts();
    return show(catalogCard(await offeredUnits(app, facts, bu, actor), facts));
  },
});
