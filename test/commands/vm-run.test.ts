/** Actions of one's own as a form asks for what they are told, and when they change or meet meanwhile. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import { type House, openHouse } from "../support/house.ts";

const BUNDLE = path.join(import.meta.dirname, "../flows/renew.bundle.yaml");
const POLICY = path.join(import.meta.dirname, "../flows/renew-policy.yaml");

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await says("dana", "dc action import renew.yaml", await readFile(BUNDLE, "utf8"));
  await house.says("dana", "dc action publish renew");
  await house.says("olga", "vm create web-01 --role shop/web/front --template small");
  await atRest();
});
afterAll(() => house?.close());

it("has a field for each input, filled in with what was said and what counts otherwise", async () => {
  const answer = await says("ana", "vm run renew web-01 --param days=30");
  const fields = answer.kind === "form" ? answer.form.fields : [];
  expect(fields.map(({ name, value, required }) => [name, value, required])).toEqual([
    ["action", "renew", true],
    ["vm", "web-01", true],
    ["param.days", "30", false],
    ["param.purpose", "web", false],
    ["param.note", "", true],
    ["param.force", "no", false],
    ["wait", "", false],
  ]);
  expect(fields.find(({ name }) => name === "param.purpose")?.choices).toEqual(["web", "mail"]);
});

it("takes from its form what nobody could type, as it is", async () => {
  const own = { action: "renew", vm: "web-01", "param.days": "7", "param.note": 'x, days=9, "y" = z' };
  const id = idIn(await house.fills("ana", "vm run", own));
  await atRest();
  expect(await house.says("ana", `request show ${id}`)).toContain('days: 7, purpose: web, note: x, days=9, "y" = z');
});

it("says at its field what is wrong", async () => {
  const fields = { action: "renew", vm: "web-01", "param.note": "x", "param.days": "soon" };
  const answer = await house.system.bot.submit({ from: consoleIdentity("ana"), command: "vm run", fields });
  expect(answer).toMatchObject({ kind: "refusal", refusal: { code: "bad-arguments", field: "param.days" } });
  expect(await house.fills("ana", "vm run", { action: "renew", vm: "web-01", "params.note": "x" })).toContain(
    "bad-arguments: vm run has no",
  );
});

it("runs once of many that are asked for at the same moment", async () => {
  const all = await Promise.all(
    Array.from({ length: 10 }, () => house.says("ana", "vm run renew web-01 --param note=x")),
  );
  expect(all.filter((one) => one.startsWith("REQ-"))).toHaveLength(1);
  expect(all.filter((one) => one.startsWith("locked:"))).toHaveLength(9);
  await atRest();
});

it("is judged at the press by what is published then: its inputs and its right", async () => {
  await says("dana", "dc policy import renew.yaml", await readFile(POLICY, "utf8"));
  const id = idIn(await house.says("ana", "vm run renew web-01 --param note=x"));
  await house.says("dana", 'dc action input set renew why --title "Why it is" --required');
  await house.says("dana", "dc action publish renew");
  expect(await house.presses("ben", "Approve", id)).toContain("bad-arguments: renew needs why");
  await house.says("dana", "dc action input remove renew why");
  await house.says("dana", "dc action edit renew --can vm.create");
  await house.says("dana", "dc action publish renew");
  expect(await house.presses("ben", "Approve", id)).toContain("wrong-state: renew was published anew");
  expect(await house.says("ana", "vm run renew web-01 --param note=x")).toContain("forbidden");
  expect(await house.says("ana", "vm show web-01")).not.toContain("renew");
  expect(await house.says("olga", "vm show web-01")).toContain("renew");
});

function says(name: string, text: string, content?: string) {
  return house.system.bot.hear({ from: consoleIdentity(name), text, file: async () => content });
}

function idIn(answer: string): string {
  return /REQ-\d+/.exec(answer)?.[0] ?? answer;
}

const atRest = () => house.atRest();
