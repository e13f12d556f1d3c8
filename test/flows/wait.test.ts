/** The button Wait: whoever was refused because the engine is full joins the line with a press, once. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { consoleChat } from "../../src/adapters/console/chat.ts";
import { inbound } from "../../src/adapters/console/inbound.ts";
import { plainText } from "../../src/adapters/console/posted.ts";
import { parsePress } from "../../src/adapters/console/press-words.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { connect } from "../../src/adapters/postgres/pool.ts";
import { type House, openHouse } from "../support/house.ts";
import { SOON } from "../support/queues.ts";
import { setSettings } from "../support/simulator.ts";

const DAY_MS = 86_400_000;

let house: House;

beforeAll(async () => {
  house = await openHouse({ edit: (yaml) => yaml.replace("workflows: 1000", "workflows: 1") });
  await setSettings(house.simulator, { faults: [{ task: "boot", vm: "filler", kind: "hang" }] });
  await house.says("olga", create("filler"));
  await vi.waitFor(async () => expect(await house.says("olga", "job list --running")).toContain("filler"), SOON);
});
afterAll(() => house?.close());

const create = (name: string) => `vm create ${name} --role shop/web/front --template small`;

/** The id on the button of the refusal. */
async function refused(who: string, text: string): Promise<string> {
  const answer = await house.system.bot.hear({ from: consoleIdentity(who), text, file: async () => undefined });
  const [button] = answer.kind === "refusal" ? (answer.buttons ?? []) : [];
  expect(plainText({ kind: "answer", to: who, answer })).toContain("1 needed, 1 running, 0 pending, 1 at most");
  expect(button?.verb).toBe("Wait");
  return button?.id ?? "";
}

it("is theirs alone who were refused, and joins the line once, however many press", async () => {
  const id = await refused("olga", create("w-1"));
  expect(await house.presses("ben", "Wait", id)).toContain("not-found");
  expect(await house.presses("gus", "Wait", id)).toContain("unknown-person");
  const answers = await Promise.all(Array.from({ length: 20 }, () => house.presses("olga", "Wait", id)));
  expect(answers.filter((answer) => answer.includes("waits in line"))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith("too-late: you joined the line with it on"))).toHaveLength(19);
});

it("needs no id in the terminal, also where no card is remembered", async () => {
  await refused("olga", create("w-2"));
  const id = await refused("olga", create("w-3"));
  const terminal = inbound(house.system.bot, consoleChat(), async () => undefined);
  const press = async (who: string) =>
    plainText({ kind: "answer", to: who, answer: await terminal.press(who, parsePress("Wait")) });
  expect(await press("olga")).toContain("waits in line");
  expect(await house.says("olga", "request list --mine")).toContain("w-3");
  expect(await press("olga")).toContain("you joined the line with it");
  expect(await house.presses("olga", "Wait", id)).toContain("too-late");
  expect(await press("ben")).toContain("nothing of yours waits");
});

it("may be pressed again when it came to nothing", async () => {
  const id = await refused("olga", create("w-4"));
  await house.says("dana", "dc maintenance on");
  expect(await house.presses("olga", "Wait", id)).toContain("maintenance");
  await house.says("dana", "dc maintenance off");
  expect(await house.presses("olga", "Wait", id)).toContain("waits in line");
});

it("is not offered for what is larger than the engine, however long one waits", async () => {
  const text = `${create("many")} --count 2`;
  const answer = await house.system.bot.hear({ from: consoleIdentity("olga"), text, file: async () => undefined });
  expect(answer).toMatchObject({ kind: "refusal", refusal: { code: "busy" } });
  expect(answer).not.toHaveProperty("buttons");
});

it("ends in a machine, or is forgotten after a week", { timeout: 60_000 }, async () => {
  const forgotten = await refused("olga", create("w-5"));
  await house.presses("olga", "Cancel", "REQ-1");
  await house.atRest();
  expect(await house.says("olga", "vm list --state running")).toMatch(/w-1.*w-3.*w-4/s);
  await house.system.advance(8 * DAY_MS);
  const { db, close } = connect(house.database, () => undefined);
  const kept = async () => (await sql`select from refused_wish`.execute(db)).rows.length;
  await expect.poll(kept, SOON).toBe(0);
  await close();
  expect(await house.presses("olga", "Wait", forgotten)).toContain("not-found");
});
