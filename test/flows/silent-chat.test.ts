/** A chat that does not answer keeps nobody waiting who reads elsewhere. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { cardText } from "../../src/cards/card.ts";
import { openSlackProgram, type SlackProgram } from "../support/slack-program.ts";

/** More requests than a process delivers at once. */
const NAMES = Array.from({ length: 12 }, (_, n) => `web-${n + 1}`);

/** Far less than it takes when the silent chat keeps all workers, one wait of ten seconds after the other. */
const IN_TIME = { timeout: 25_000, interval: 20 };

let program: SlackProgram;

beforeAll(async () => {
  program = await openSlackProgram();
});

afterAll(() => program.close());

it("shows every card in the console in time, while Slack is silent", { timeout: 90_000 }, async () => {
  const { slack, system, room } = program;
  const cardsOf = (name: string) => room.seenBy("dana").filter(({ card }) => card.title.endsWith(` ${name}`));
  const shown = (text: string) =>
    NAMES.filter((name) => cardsOf(name).some(({ card }) => cardText(card).includes(text)));
  slack.turn("silent");
  for (const name of NAMES) {
    const text = `vm create ${name} --role shop/web/front --template small`;
    await system.bot.hear({ from: consoleIdentity("ana"), text, file: async () => undefined });
  }
  await expect.poll(() => shown("Awaiting approval"), IN_TIME).toEqual(NAMES);
  for (const name of NAMES) {
    const press = { from: consoleIdentity("dana"), verb: "Reject", id: cardsOf(name)[0]?.request ?? "" };
    await system.bot.press({ ...press, fields: { reason: "not now" } });
  }
  await expect.poll(() => shown("Rejected by dana"), IN_TIME).toEqual(NAMES);
  expect(slack.failures("silent")).toBeGreaterThan(0);
});
