/** bu members: who belongs to a business unit, and as what. */

import { z } from "zod";
import { ownUnit } from "../../src/app/own-unit.ts";
import { show } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { membersCard } from "../../src/cards/unit-card.ts";

export const buMembers = command({
  words: "bu members",
  summary: "Who belongs to a business unit, with their roles",
  example: "bu members --bu retail",
  permission: "unit.see",
  args: z.object({ bu: naming("unit", name("BU")).optional() }),
  positional: [],
  async run({ bu }, { app, actor }) {
    const unit = ownUnit(await app.units.all(), bu, actor);
    return show(membersCard(unit.name, await app.roles.members(unit.id)));
  },
});
