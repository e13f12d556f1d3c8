/** A Slack that fails for a while: people are acknowledged, the work goes on, and in the end every card is true. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConsoleChat } from "../../src/adapters/console/chat.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { cardText } from "../../src/cards/card.ts";
import type { System } from "../../src/compose/index.ts";
import type { Health, SlackFront, SlackMessage } from "../support/slack-front.ts";
import { openSlackProgram, SECRET } from "../support/slack-program.ts";
import { signedHeaders, TEAM } from "../support/slack-stub.ts";

/** Slack waits for three seconds. */
const ACK_MS = 1000;
const SOON = { timeout: 15_000, interval: 20 };
/** What failed for a few seconds is tried again at most as many seconds later. */
const BACK = { timeout: 25_000, interval: 50 };
const LONG = { timeout: 60_000 };

/** Where the card of a machine that ana asks for in Slack is to be seen there. */
const PLACES = ["C0APPROVALS", "C0RETAIL", "D0ANA"];

let slack: SlackFront;
let system: System;
let room: ConsoleChat;
let door: string;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ slack, system, room, door, close } = await openSlackProgram());
});

afterAll(() => close());

const SICK: { how: string; health: Health; names: { before: string; meanwhile: string } }[] = [
  { how: "answers 500", health: "broken", names: { before: "web-1", meanwhile: "web-2" } },
  { how: "wants to be left alone", health: "overrun", names: { before: "web-3", meanwhile: "web-4" } },
  { how: "does not answer", health: "silent", names: { before: "web-5", meanwhile: "web-6" } },
];

describe.each(SICK)("while Slack $how", ({ health, names: { before, meanwhile } }) => {
  it("acknowledges a command at once, and carries it out", LONG, async () => {
    await typed(`create ${before} --role shop/web/front --template small`);
    await expect.poll(() => channelsOf(cardsOf(before)), BACK).toEqual(PLACES);
    slack.turn(health);
    const { status, ms } = await typed(`create ${meanwhile} --role shop/web/front --template small`);
    expect(status).toBe(200);
    expect(ms).toBeLessThan(ACK_MS);
    await expect.poll(() => askedFor(meanwhile), SOON).toMatch(/^REQ-\d+$/);
  });

  it("lets requests be approved in the console, and makes the machines", LONG, async () => {
    for (const name of [before, meanwhile]) await approvedInConsole(name);
    for (const name of [before, meanwhile]) await expect.poll(() => isRunning(name), BACK).toBe(true);
    await expect.poll(() => slack.failures(health), SOON).toBeGreaterThan(0);
    for (const { blocks } of cardsOf(before)) expect(blocks).toContain("awaiting approval");
    expect(cardsOf(meanwhile)).toEqual([]);
  });

  it("shows the end in every place once Slack is well, in one card each, and says it once", LONG, async () => {
    slack.turn("well");
    for (const name of [before, meanwhile]) {
      await expect.poll(() => channelsOf(cardsOf(name).filter(showsEnd(name))), BACK).toEqual(PLACES);
      await expect.poll(() => channelsOf(noticesOf(name)), BACK).toEqual(PLACES);
    }
    await system.settled();
    for (const name of [before, meanwhile]) {
      expect(channelsOf(cardsOf(name))).toEqual(PLACES);
      expect(cardsOf(name).filter(showsEnd(name))).toHaveLength(PLACES.length);
      expect(channelsOf(noticesOf(name))).toEqual(PLACES);
    }
  });
});

let triggers = 0;

/** ana types `/vm …` in Slack; how the door answered, and after how many milliseconds. */
async function typed(text: string): Promise<{ status: number; ms: number }> {
  triggers += 1;
  const body = new URLSearchParams({
    ...{ command: "/vm", text, team_id: TEAM, user_id: "U0ANA", trigger_id: `trigger-${triggers}` },
    ...{ channel_id: "C0RETAIL", channel_name: "retail", response_url: `${slack.url}response` },
  }).toString();
  const begun = performance.now();
  const { status } = await fetch(door, { method: "POST", body, headers: signedHeaders(SECRET, body) });
  return { status, ms: performance.now() - begun };
}

/** The request for this machine, by the card that dana sees in the console. */
function askedFor(name: string): string | undefined {
  return room.seenBy("dana").find(({ card }) => card.title.endsWith(` ${name}`))?.request ?? undefined;
}

async function approvedInConsole(name: string): Promise<void> {
  const press = { from: consoleIdentity("dana"), verb: "Approve", id: askedFor(name) ?? "", fields: {} };
  expect((await system.bot.press(press)).kind).not.toBe("refusal");
}

async function isRunning(name: string): Promise<boolean> {
  const from = consoleIdentity("ana");
  const said = await system.bot.hear({ from, text: `vm show ${name}`, file: async () => undefined });
  return said.kind === "card" && cardText(said.card).includes("running");
}

/** Cards in Slack are titled by their request and its machine. */
function cardsOf(name: string): SlackMessage[] {
  const title = `${askedFor(name)} · vm create ${name}`;
  return slack.messages().filter(({ text, blocks }) => blocks !== null && text.split("\n")[0]?.endsWith(title));
}

function noticesOf(name: string): SlackMessage[] {
  const begin = `${askedFor(name)}: ${name} is running`;
  return slack.messages().filter(({ text, blocks }) => blocks === null && text.startsWith(begin));
}

const showsEnd = (name: string) => (card: SlackMessage) => card.blocks?.includes(`${name} is running`);

function channelsOf(messages: SlackMessage[]): string[] {
  return messages.map(({ channel }) => channel).toSorted();
}
