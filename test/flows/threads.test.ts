/** A question is answered by saying so under the card, and by nobody but who was asked. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;
let under: string;

beforeAll(async () => {
  house = await openHouse();
  await house.says("ana", "vm create web-01 --role shop/web/front --template small");
  await house.system.settled();
  const client = new pg.Client(house.database);
  await client.connect();
  const { rows } = await client.query("select message from posted_card where conversation = '#retail'");
  under = rows[0].message;
  await client.end();
});
afterAll(() => house.close());

async function saysUnder(name: string, text: string): Promise<string> {
  const answer = await house.system.bot.hear({ from: consoleIdentity(name), text, under, file: async () => undefined });
  return answer.kind === "refusal" ? answer.refusal.code : JSON.stringify(answer);
}

it("is no command while nothing was asked", async () => {
  expect(await saysUnder("ana", "for the sale")).toBe("unknown-command");
});

it("is taken from who asked for it, in words that are no command", async () => {
  await house.presses("ben", "Ask", "REQ-1", { question: "what for?" });
  expect(await saysUnder("ben", "for the sale")).toBe("unknown-command");
  expect(await saysUnder("ana", "vm list")).toContain("no machines");
  expect(await saysUnder("ana", "for the sale, on Friday")).toContain("REQ-1 asks for web-01");
  expect(await house.says("ben", "request show REQ-1")).toMatch(/Answer: ana, .*: for the sale, on Friday/);
});

it("is given once", async () => {
  expect(await saysUnder("ana", "for the sale")).toBe("unknown-command");
});
