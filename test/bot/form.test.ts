/** Forms: what they offer to choose from, and the steps from nothing to a submitted infrastructure. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleIdentity } from "../../src/adapters/console/world.ts";
import type { Answer, Form } from "../../src/bot/conversation.ts";
import { type House, openHouse } from "../support/house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const hear = (who: string, text: string) =>
  house.system.bot.hear({ from: consoleIdentity(who), text, file: async () => undefined });

async function formOf(who: string, text: string): Promise<Form> {
  const answer = await hear(who, text);
  return answer.kind === "form" ? answer.form : expect.fail(`${text} opened no form: ${JSON.stringify(answer)}`);
}

const field = ({ fields }: Form, name: string) => fields.find((one) => one.name === name) ?? expect.fail(`no ${name}`);

describe("a form", () => {
  it("offers what there is to choose from, and only what is one's own", async () => {
    const form = await formOf("ana", "vm create web-01");
    expect(field(form, "role").choices).toEqual(["shop/web/front", "till/pos/node"]);
    expect(field(form, "template").choices).toEqual(["small", "medium", "large"]);
    expect(field(await formOf("eve", "vm create web-01"), "role").choices).toBeUndefined();
  });

  it("tells the names where several may be given", async () => {
    const form = await formOf("ben", "infra service");
    expect(field(form, "network")).toMatchObject({ hint: expect.stringContaining("prod-net, test-net") });
    expect(field(form, "environment").choices).toEqual(["production", "test"]);
  });
});

describe("other numbers for a request", () => {
  it("are asked for by the button, and one of them is needed", async () => {
    await house.says("ana", "vm create many --role shop/web/front --template small --count 2");
    const pressed = await house.system.bot.press({
      from: consoleIdentity("ben"),
      verb: "Offer",
      id: "REQ-1",
      fields: {},
    });
    const form = (pressed.kind === "form" && pressed.form) || expect.fail(JSON.stringify(pressed));
    expect(form.fields.map(({ name }) => name)).toEqual(["id", "count", "until"]);
    expect(field(form, "id").value).toBe("REQ-1");
    expect(await house.fills("ben", "request offer", { id: "REQ-1", count: "" })).toMatch(
      /^bad-arguments: request offer needs at least one of these: memory, storage, count, until/,
    );
    expect(await house.fills("ben", "request offer", { id: "REQ-1", count: "1" })).toContain(
      "waits for a yes or no to the offer",
    );
    await house.says("ana", "request withdraw REQ-1");
  });
});

describe("what a business unit is offered", () => {
  it("is all that its people may choose from, of several units what any of them is offered", async () => {
    await house.says("dana", "dc offer labs --environment test --network test-net --template small,medium");
    const form = await formOf("lou", "infra service");
    expect(field(form, "environment").choices).toEqual(["test"]);
    expect(field(form, "network").hint).toMatch(/: test-net$/);
    expect(field(await formOf("eve", "vm create web-01"), "template").choices).toEqual(["small", "medium"]);
    await house.says("dana", "dc offer retail --template small");
    expect(field(await formOf("ana", "vm create web-01"), "template").choices).toEqual(["small"]);
    await house.says("dana", "bu grant ana user --bu labs");
    expect(field(await formOf("ana", "vm create web-01"), "template").choices).toEqual(["small", "medium"]);
    expect(field(await formOf("dana", "vm create web-01"), "template").choices).toEqual(["small", "medium", "large"]);
    await house.says("dana", "bu revoke ana user --bu labs");
  });

  it("is changed in a form that has the present one in it, and nothing but what is changed there changes", async () => {
    const asking = await formOf("dana", "dc offer");
    expect(field(asking, "bu")).toMatchObject({ required: true, choices: ["labs", "retail"] });
    const send = (fields: Record<string, string>) =>
      house.system.bot.submit({ from: consoleIdentity("dana"), command: "dc offer", fields });
    const shown = await send({ bu: "labs" });
    const next = (shown.kind === "card" && shown.next) || expect.fail(JSON.stringify(shown));
    const given = Object.fromEntries(next.fields.map(({ name, value }) => [name, value]));
    expect(given).toEqual({
      ...{ bu: "labs", environment: "test", network: "test-net", template: "small, medium" },
      ...{ memory: "none", storage: "none" },
    });
    expect(await send(given)).toMatchObject({ card: { title: "nothing to do" } });
    const lifted = await send({ ...given, environment: "everything", network: "everything", template: "everything" });
    expect(lifted).toMatchObject({ card: { title: "1 change made" } });
    expect(await send({ ...given, network: "moon" })).toMatchObject({
      refusal: { code: "not-found", field: "network" },
    });
    await house.says("dana", "dc offer retail --template everything");
  });
});

describe("an infrastructure", () => {
  const send = (form: Form, typed: Record<string, string>) => {
    const shown = Object.fromEntries(form.fields.map(({ name, value }) => [name, value]));
    return house.system.bot.submit({
      from: consoleIdentity("ben"),
      command: form.command,
      fields: { ...shown, ...typed },
    });
  };
  const nextOf = (answer: Answer): Form =>
    ("next" in answer ? answer.next : undefined) ?? expect.fail(`nothing follows ${JSON.stringify(answer)}`);

  it("is asked for in four steps, each with what is wrong at its field", async () => {
    const first = await formOf("ben", "infra new");
    const service = nextOf(await send(first, { name: "crm", memory: "8GB", storage: "500GB", reason: "customers" }));
    expect([service.title, field(service, "path").value]).toEqual(["Step 2 of 4: a service of crm", "crm/"]);
    expect(
      await send(service, { path: "crm/web", environment: "moon", memory: "4GB", storage: "200GB" }),
    ).toMatchObject({
      refusal: { code: "not-offered", field: "environment" },
    });
    const given = { path: "crm/web", environment: "test", memory: "4GB", storage: "200GB", template: "small" };
    const role = nextOf(await send(service, given));
    expect([role.title, field(role, "path").value, field(role, "template").value]).toEqual([
      "Step 3 of 4: a role of crm/web",
      "crm/web/",
      "small",
    ]);
    const last = nextOf(await send(role, { path: "crm/web/front" }));
    expect(await send(last, {})).toMatchObject({
      kind: "text",
      text: expect.stringContaining("asks for infra new crm"),
    });
  });
});
