/** bu list: the business units that somebody sees. */
import { z } from "zod";
import { unitsSeenBy } from "../../src/app/own-unit.ts";
import { show } from "../../src/bot/answers.ts";
import { command } from "../../src/bot/command.ts";
import { unitsCard } from "../../src/cards/unit-card.ts";

export const buList = command({
  words: "bu list",
  summary: "Your business units",
  example: "bu list",
  permission: "unit.see",
  args: z.object({}),
  positional: [],
  run: async (_args, { app, actor }) => show(unitsCard(unitsSeenBy(await app.units.all(), actor))),
});
