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
