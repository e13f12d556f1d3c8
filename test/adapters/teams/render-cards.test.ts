/** Every card of the product as Teams shows it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleIdentity } from "../../../src/adapters/console/world.ts";
import { renderCard } from "../../../src/adapters/teams/render.ts";
import { type House, openHouse } from "../../support/house.ts";
import { complaintsAbout } from "../../support/teams-card-reader.ts";
import { ADAPTIVE_CARD_1_5 } from "../../support/teams-card-schema.ts";
import { outline } from "../../support/teams-outline.ts";

describe("every card of the product", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    for (const [who, line] of BEFORE) expect(await house.says(who, line)).toMatch(/^REQ-|draft/);
    await house.atRest();
  });
  afterAll(() => house.close());

  it.each(SHOWN)("%s sees %s", async (who, text) => {
    const answer = await house.system.bot.hear({ from: consoleIdentity(who), text, file: async () => undefined });
    if (answer.kind !== "card") throw new Error(`${text} answers ${JSON.stringify(answer)}`);
    const drawn = renderCard(answer.card, new Set(["Reject"]));
    expect(ADAPTIVE_CARD_1_5.safeParse(drawn).error).toBeUndefined();
    expect(complaintsAbout(drawn)).toEqual([]);
    for (const column of answer.card.blocks.flatMap((block) => (block.type === "table" ? block.columns : [])))
      expect(JSON.stringify(drawn)).toContain(`"text":"${column}"`);
    expect(outline(drawn)).toMatchSnapshot();
  });
});

const BEFORE = [
  ["ana", "vm create web-01 --role shop/web/front --template small"],
  ["olga", "vm create web-02 --role shop/web/front --template medium"],
  ["ben", 'infra new depot --memory 8GB --storage 80GB --reason "a place for *all* things"'],
] as const;

const SHOWN = [
  ["ana", "help"],
  ["ana", "help vm create"],
  ["ana", "catalog"],
  ["ana", "request list"],
  ["ana", "request show REQ-1"],
  ["olga", "request show REQ-2"],
  ["ben", "infra show depot"],
  ["ben", "infra list"],
  ["ben", "infra show shop"],
  ["ana", "vm list"],
  ["ana", "vm show web-02"],
  ["dana", "vm show web-02"],
  ["olga", "job list"],
  ["ben", "bu show retail"],
  ["ben", "bu members"],
  ["dana", "bu list"],
  ["dana", "dc show"],
  ["dana", "dc offer retail"],
  ["dana", "catalog"],
  ["ana", "report utilization"],
  ["dana", "report configuration"],
  ["dana", "report chargeback"],
] as const;
