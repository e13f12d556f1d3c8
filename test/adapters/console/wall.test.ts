/** Cards that hang in the room while they change faster than they are drawn. */
import { expect, it } from "vitest";
import { uncoloured } from "../../../src/adapters/console/paint.ts";
import { screen } from "../../../src/adapters/console/screen.ts";
import { wall } from "../../../src/adapters/console/wall.ts";
import type { Bot } from "../../../src/bot/conversation.ts";
import type { Card } from "../../../src/cards/card.ts";

const CARD: Card = {
  ...{ title: "REQ-1 · vm create web-01", tone: "waiting" },
  blocks: [{ type: "text", text: "Awaiting approval" }],
  buttons: [{ verb: "Approve", id: "REQ-1" }],
};

it.each([
  ["says only what is new where it came to somebody else while it was drawn", "dee", "~ REQ-1 · vm create web-01"],
  ["is drawn whole again, with everybody's buttons, where it came to a channel", "#approvals", "┃ [Approve]  dana"],
])("%s", async (_what, to, said) => {
  const printed: string[] = [];
  const asked: (() => void)[] = [];
  const unused = async () => ({ kind: "text" as const, text: "" });
  const bot: Bot = {
    ...{ hear: unused, press: unused, submit: unused },
    buttonsFor: () => new Promise((resolve) => asked.push(() => resolve(["Approve"]))),
  };
  const out = screen({ write: (text) => printed.push(String(text)) }, null);
  const hanging = wall(bot, ["dana"], out, () => ({ width: Number.POSITIVE_INFINITY, paint: uncoloured }));
  const arrive = (to: string) => hanging.arrive({ kind: "card", to, request: "REQ-1", card: CARD });
  arrive("dana");
  const first = hanging.drawn();
  await expect.poll(() => asked.length).toBe(1);
  arrive(to);
  asked[0]?.();
  await first;
  const second = hanging.drawn();
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  for (const answer of asked) answer();
  await second;
  const [whole, news] = [printed[0], printed.slice(1).join("")];
  expect(whole).toContain("┃ [Approve]  dana");
  expect(news).toContain(said);
  expect(news.includes("┃ Awaiting approval")).toBe(to === "#approvals");
});
