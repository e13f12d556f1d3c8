/** whoami: as whom somebody is known here, with their roles and business units. */
import { z } from "zod";
import type { Unit } from "../src/app/datacenter-ports.ts";
import type { Infrastructure } from "../src/app/reads.ts";
import { say, show } from "../src/bot/answers.ts";
import { command } from "../src/bot/command.ts";
import { delegationFacts } from "../src/cards/delegation-words.ts";
import { whoamiCard } from "../src/cards/unit-card.ts";
import { type Grant, identityText } from "../src/domain/actor.ts";
import { sightOf, unitsOf } from "../src/domain/sight.ts";

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
    const isNarrow = actor.grants.some(({ infrastructure }) => infrastructure !== null);
    const parts = isNarrow ? await app.infrastructures.list(sightOf(actor)) : [];
    const places = actor.grants.map((grant) => placeText(grant, units, parts));
    const own = units.filter((unit) => unitsOf(actor).includes(unit.id)).map((unit) => unit.name);
    const deputies = delegationFacts(await app.delegations.of(actor.person), actor.standsInFor);
    return show(whoamiCard(actor.name, actor.identity, places, own, deputies));
  },
});

/** `user of retail`, `caretaker of shop/web` */
function placeText({ role, ...place }: Grant, units: Unit[], parts: Infrastructure[]): string {
  const unit = units.find(({ id }) => id === place.businessUnit)?.name;
  const infrastructure = parts.find(({ id }) => id === place.infrastructure);
  const service = infrastructure?.services.find(({ id }) => id === place.service)?.name;
  const path = infrastructure && [infrastructure.name, service].filter(Boolean).join("/");
  return unit ? `${role} of ${path ?? unit}` : role;
}
