/** Actions in forms, as admins fill them in. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import type { Answer } from "../../src/bot/conversation.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function hear(name: string, text: string): Promise<Answer> {
  return house.system.bot.hear({ from: consoleIdentity(name), text, file: async () => undefined });
}

function valuesOf(answer: Answer): Record<string, string> {
  if (answer.kind !== "form") throw new Error(`${answer.kind} is no form`);
  return Object.fromEntries(answer.form.fields.map(({ name, value }) => [name, value]));
}

function submit(name: string, command: string, fields: Record<string, string>): Promise<Answer> {
  return house.system.bot.submit({ from: consoleIdentity(name), command, fields });
}

it("shows a task as it is, and is told when somebody edited it meanwhile", async () => {
  const form = await hear("dana", "dc action task edit pause pause");
  const fields = valuesOf(form);
  expect(fields).toMatchObject({ title: "Halt it", timeout: "60", idempotent: "yes", retries: "0", revision: "1.1" });
  await hear("dee", 'dc action task edit pause pause --title "Stop the clock"');
  const late = await submit("dana", "dc action task edit", { ...fields, title: "Freeze it" });
  expect(late).toMatchObject({
    kind: "refusal",
    refusal: { code: "too-late", message: expect.stringContaining("dee changed pause") },
  });
  expect(valuesOf(await hear("dana", "dc action task edit pause pause"))).toMatchObject({
    title: "Stop the clock",
    revision: "2.1",
  });
});

it("changes nothing when a form is sent as it was", async () => {
  const fields = valuesOf(await hear("dana", "dc action task edit resume resume"));
  await submit("dana", "dc action task edit", fields);
  const [before, after] = [
    await house.system.app.actions.show("resume", 1),
    await house.system.app.actions.show("resume"),
  ];
  expect([after.version, after.tasks]).toEqual([2, before.tasks]);
});

it("goes on with the first task of a new action, and offers the actions that there are", async () => {
  const answer = await hear("dana", 'dc action new store@small --description "Store a small machine"');
  expect(answer).toMatchObject({ kind: "card", next: { command: "dc action task add" } });
  const form = await hear("dana", "dc action task add");
  const field = form.kind === "form" ? form.form.fields.find(({ name }) => name === "action") : undefined;
  expect(field?.choices).toEqual(expect.arrayContaining(["create", "store", "store@small"]));
});
