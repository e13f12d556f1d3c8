/** The datacenter by chat, in the demo datacenter. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { type House, openHouse } from "../support/house.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const EDITING = COMMANDS.filter(({ words }) => words.startsWith("dc "));

/** The demo has no action of its own, nothing holds a lock, and no host has a machine of others: other tests have all three. */
const OF_WHAT_IS_NOT_HERE = [
  ...["dc action input set: not-found", "dc action input remove: not-found"],
  ...["dc lock break: not-found", "dc unmanaged import: not-found"],
];

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function hear(name: string, text: string) {
  const file = (named: string) => readFile(path.join(ROOT, named), "utf8").catch(() => undefined);
  return house.system.bot.hear({ from: consoleIdentity(name), text, file });
}

/** What can be said in a form alone is filled in there. */
async function hearOrFill(name: string, text: string) {
  const answer = await hear(name, text);
  if (answer.kind !== "form") return answer;
  const fields = answer.form.fields.map((field) => [field.name, field.value || "something"]);
  const { command } = answer.form;
  return house.system.bot.submit({ from: consoleIdentity(name), command, fields: Object.fromEntries(fields) });
}

describe("the datacenter's commands", () => {
  it("have examples that work one after the other, as help tells of them", async () => {
    const answers: string[] = [];
    for (const { words, example } of EDITING) {
      const answer = await hearOrFill("dana", example);
      answers.push(`${words}: ${answer.kind === "refusal" ? answer.refusal.code : answer.kind}`);
    }
    expect(answers.filter((answer) => !/: (card|text)$/.test(answer))).toEqual(OF_WHAT_IS_NOT_HERE);
    expect(answers.length).toBeGreaterThan(30);
  });

  it("are for admins of the datacenter alone", async () => {
    const answers = await Promise.all(EDITING.map(({ example }) => hear("eve", example)));
    const codes = answers.map((answer) => (answer.kind === "refusal" ? answer.refusal.code : answer.kind));
    expect([...new Set(codes)]).toEqual(["forbidden"]);
  });

  it.each([
    ["dc network add Prod", "bad-arguments"],
    ["dc domain add -x", "bad-arguments"],
    ["dc host add h9 --group g --vcpu 0 --memory 1GB --storage 1GB --vms 1", "bad-arguments"],
    ["dc rate set --memory -0.10 --storage 0.05", "bad-arguments"],
    ["dc rate set --memory 0.10 --storage 0.05 --from 2027-02-30", "bad-arguments"],
    ["dc throttle set --light 0", "bad-arguments"],
    ["dc throttle set --scripts node=0", "bad-arguments"],
    ["dc throttle set --scripts perl=2", "bad-arguments"],
    ["dc throttle set --scripts node", "bad-arguments"],
    ["dc network remove prod-net --confirm test-net", "bad-arguments"],
    ["dc network remove other-net", "not-found"],
    ["dc apply nowhere.yaml", "not-found"],
    ["dc apply package.json", "invalid"],
  ])("refuse %s", async (text, code) => {
    const answer = await hear("dana", text);
    expect(answer).toMatchObject({ kind: "refusal", refusal: { code, hint: expect.stringMatching(/./) } });
  });

  it("ask for a host's name again before it is gone", async () => {
    const form = await hear("dana", "dc host remove h3");
    expect(form).toMatchObject({
      kind: "form",
      form: { fields: [{ value: "h3" }, { name: "confirm", required: true }] },
    });
    const fields = { name: "h3", confirm: "h3" };
    const answer = await house.system.bot.submit({ from: consoleIdentity("dana"), command: "dc host remove", fields });
    expect(answer).toMatchObject({ kind: "card", card: { title: "1 change made" } });
  });
});
