/** bu show: one business unit with what it has. */
import { z } from "zod";
import { ownUnit } from "../../src/app/own-unit.ts";
import { show } from "../../src/bot/answers.ts";
import { name } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { unitCard } from "../../src/cards/unit-card.ts";

export const buShow = command({
  words: "bu show",
  summary: "A business unit: cost centre, channel, infrastructures, members",
  example: "bu show retail",
  permission: "unit.see",
  args: z.object({ name: name().optional() }),
  positional: ["name"],
  async run({ name: unitName }, { app, actor }) {
    const unit = ownUnit(await app.units.all(), unitName, actor, "bu show NAME");
    const infrastructures = await app.infrastructures.list({ units: [unit.id] });
    const members = await app.roles.members(unit.id);
    return show(
      unitCard(
        unit,
        infrastructures.map((one) => one.name),
        members,
      ),
    );
  },
});
