/** Who cannot be reached is not asked for ever: it stands on the request's card, and in the check, with what mends it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { cardText } from "../../src/cards/card.ts";
import { openSlackProgram, type SlackProgram } from "../support/slack-program.ts";

const SOON = { timeout: 10_000, interval: 20 };

let program: SlackProgram;

beforeAll(async () => {
  program = await openSlackProgram();
});

afterAll(() => program.close());

async function says(name: string, text: string): Promise<string> {
  const said = await program.system.bot.hear({ from: consoleIdentity(name), text, file: async () => undefined });
  return said.kind === "text" ? said.text : said.kind;
}

const card = () => program.room.seenBy("dana").map((one) => cardText(one.card))[0] ?? "";

it("names channels that are gone, where the bot was not invited, and people who block it", async () => {
  const { stub } = program;
  stub.refuse("#approvals", "is_archived");
  stub.refuse("#retail", "not_in_channel");
  await says("ana", "vm create web-01 --role shop/web/front --template small");
  await expect.poll(card, SOON).toContain("the channel is archived");
  await expect.poll(card, SOON).toContain("the bot is not in the channel");
  stub.refuse("U0ANA", "user_disabled");
  stub.refuse("D0ANA", "user_disabled");
  await says("dana", 'request reject REQ-1 --reason "not now"');
  await expect.poll(() => says("dana", "dc check"), SOON).toContain("@U0ANA does not get the card");
  const said = await says("dana", "dc check");
  expect(said).toContain(
    "#approvals does not get the card of REQ-1: posting to #approvals in Slack: the channel is archived",
  );
  expect(said).toContain(
    "#retail does not get the card of REQ-1: posting to #retail in Slack: the bot is not in the channel",
  );
  expect(said).toMatch(/@U0ANA does not get the card of REQ-1: .* their account is deactivated \(user_disabled\)/);
});

it("says nothing more once a newer card is shown there", async () => {
  const { stub } = program;
  stub.refuse("#retail", "");
  await says("ana", "vm create web-02 --role shop/web/front --template small");
  await expect.poll(() => says("dana", "dc check"), SOON).toContain("card of REQ-2");
  await expect.poll(() => says("dana", "dc check"), SOON).not.toContain("#retail does not get");
});
