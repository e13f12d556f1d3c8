/** whoami: as whom somebody is known here, with their roles and business units. */
import { z } from "zod";
import type { Unit } from "../src/app/reads.ts";
import { say, show } from "../src/bot/answers.ts";
import { command } from "../src/bot/command.ts";
import { whoamiCard } from "../src/cards/unit-card.ts";
import { type Grant, identityText } from "../src/domain/actor.ts";
import { unitsOf } from "../src/domain/permission.ts";

export const whoami = command({
  words: "whoami",
  summary: "Your name, your roles and your business units",
  example: "whoami",
  permission: "anybody",
  args: z.object({}),
  positional: [],
  async run(_args, { app, actor, from }) {
    if (!actor) {
      const next = "To ask for a business unit: bu register NAME --cost-center CODE";
      return say(`I do not know you (${identityText(from)}). ${next}`);
    }
    const units = await app.units.all();
    const places = actor.grants.map((grant) => placeText(grant, units));
    const own = units.filter((unit) => unitsOf(actor).includes(unit.id)).map((unit) => unit.name);
    return show(whoamiCard(actor.name, actor.identity, places, own));
  },
});

function placeText({ role, businessUnit }: Grant, units: Unit[]): string {
  const unit = units.find(({ id }) => id === businessUnit);
  return unit ? `${role} of ${unit.name}` : role;
}
