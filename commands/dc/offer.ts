/** dc offer: says what of the datacenter a business unit is offered, and its ceilings; without options it shows that. */
import { z } from "zod";
import { setOffer } from "../../src/app/datacenter/edits.ts";
import type { UnitOffer } from "../../src/app/datacenter-ports.ts";
import { ownUnit } from "../../src/app/own-unit.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { memory, name, storage } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { formFor } from "../../src/bot/form.ts";
import type { RawArgs } from "../../src/bot/parse.ts";
import { offerCard } from "../../src/cards/offer-card.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { editDatacenter } from "./edit.ts";
import { ceiling, EVERYTHING_WORD, NO_CEILING_WORD, offeredNames } from "./offered.ts";

export const dcOffer: Command = command({
  words: "dc offer",
  summary: "Say what a business unit is offered, and its ceilings; what is not said stays as it is",
  example: "dc offer labs --environment production --template small --memory 16GB --storage 500GB",
  permission: "datacenter.edit",
  args: z.object({
    bu: naming("unit", name("BU")),
    environment: offeredNames("environment").optional(),
    network: offeredNames("network").optional(),
    template: offeredNames("template").optional(),
    memory: ceiling(memory()).optional(),
    storage: ceiling(storage()).optional(),
  }),
  positional: ["bu"],
  run({ bu, memory: memoryMb, storage: diskGb, ...lists }, context) {
    const said = { ...lists, memoryMb, diskGb };
    const isSaid = Object.values(said).some((value) => value !== undefined);
    return isSaid ? editDatacenter(setOffer(bu, said), context) : showOffer(bu, context);
  },
});

/** As it is, and the form with which it is changed. */
async function showOffer(bu: string, { app, actor }: Context): Promise<Answer> {
  const unit = ownUnit(await app.units.all(), bu, actor);
  const offer = await app.offers.to(unit.id);
  if (!offer) throw new Refusal("not-found", `${bu} was closed just now`, "see: bu list");
  const form = await formFor({ choices: app.choices, actor }, dcOffer, givenFor(offer), `What ${bu} is offered`);
  return { kind: "card", card: offerCard(offer), next: form };
}

function givenFor({ unit, offer }: UnitOffer): RawArgs {
  const list = (names: string[]) => names.join(", ") || EVERYTHING_WORD;
  return {
    ...{ bu: unit, environment: list(offer.environment), network: list(offer.network), template: list(offer.template) },
    memory: offer.memoryMb === null ? NO_CEILING_WORD : `${offer.memoryMb}MB`,
    storage: offer.diskGb === null ? NO_CEILING_WORD : `${offer.diskGb}GB`,
  };
}
