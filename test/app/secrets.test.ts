/** Secrets as people set, list, rotate and remove them; what is typed where others can read it is not kept. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connections, connect } from "../../src/adapters/postgres/pool.ts";
import { startSecretStore } from "../../src/adapters/postgres/secrets.ts";
import { startSecrets } from "../../src/app/secrets.ts";
import { type Keyring, readKey, seal, unseal } from "../../src/domain/sealing.ts";
import { person } from "../bot/toy-app.ts";
import { type House, openHouse } from "../support/house.ts";

const PACK = join(import.meta.dirname, "../fixtures/packs/canary");

let house: House;
let connections: Connections;

beforeAll(async () => {
  house = await openHouse({ packs: [PACK] });
  connections = connect(house.database, () => undefined);
});
afterAll(async () => {
  await connections.close();
  await house.close();
});

const set = (name: string, value: string) => house.fills("dana", "dc secret set", { name, value });

describe("a secret", () => {
  it("is asked for in a form that shows nothing of it", async () => {
    expect(await house.says("dana", "dc secret set backup")).toBe("form: dc secret set <name>");
    expect(await set("backup", " with blanks ")).toContain("the secret backup is kept");
    expect(await house.system.app.secrets.open(["backup"])).toEqual({ backup: " with blanks " });
  });

  it.each([
    "dc secret set other hunter2-hunter2",
    "dc secret set other --value hunter2-hunter2",
    "dc secret set other --value=hunter2-hunter2",
    "dc secret set Hunter2-hunter2",
  ])("that is typed behind the command is refused and nowhere repeated: %s", async (line) => {
    const answer = await house.says("dana", line);
    expect(answer).toMatch(/^bad-arguments: /);
    const audit = await house.system.app.audit.list({ most: 1000 });
    expect([answer, JSON.stringify(audit)].filter((text) => /hunter2/i.test(text))).toEqual([]);
  });

  it("is for admins of the datacenter", async () => {
    expect(await house.fills("olga", "dc secret set", { name: "mine", value: "hunter2" })).toMatch(/^forbidden: /);
  });

  it("stays while an action is given it, and goes when none is", async () => {
    await set("canary", "a value");
    expect(await house.says("dana", "dc secret list")).toMatch(/canary.*dana.*stop/);
    expect(await house.says("dana", "dc secret remove canary")).toMatch(/^in-use: .*stop/);
    await set("spare", "a value");
    expect(await house.says("dana", "dc secret remove spare")).toBe("the secret spare is gone");
    expect(await house.says("dana", "dc secret remove spare")).toMatch(/^not-found: /);
  });

  it("is kept under a key beside the embedded database that only its owner reads", () => {
    expect(statSync(join(house.folder, "secrets.key")).mode & 0o777).toBe(0o600);
  });
});

const key = (letter: string) => {
  const found = readKey(Buffer.alloc(32, letter).toString("base64"));
  if (!found) throw new Error("no key");
  return found;
};

describe("rotating", () => {
  const over = (keys: Keyring) =>
    startSecrets({ store: startSecretStore(connections.db, () => new Date()), keys, uses: async () => [] });
  const [a, b] = [key("a"), key("b")];

  it("seals everything under the new key, after which the old one is not needed", async () => {
    await connections.pool.query("delete from secret");
    const dana = await house.system.app.directory.find(person("dana").identity);
    if (!dana) throw new Error("dana is not there");
    await over({ current: a, old: [] }).set("one", "value one", dana);
    await over({ current: b, old: [a] }).set("two", "value two", dana);
    const both = over({ current: b, old: [a] });
    expect((await both.list()).map(({ name, sealedBy }) => [name, sealedBy])).toEqual([
      ["one", "old"],
      ["two", "current"],
    ]);
    await expect(over({ current: b, old: [] }).rotate(dana)).rejects.toMatchObject({ code: "incomplete" });
    expect([await both.rotate(dana), await both.rotate(dana)]).toEqual([1, 0]);
    expect(await over({ current: b, old: [] }).open(["one", "two"])).toEqual({ one: "value one", two: "value two" });
  });

  it("and setting need a key, and say so", async () => {
    const dana = person("dana", "datacenter-admin");
    const none = over({ current: null, old: [] });
    await expect(none.set("three", "value", dana)).rejects.toMatchObject({
      code: "incomplete",
      hint: expect.stringContaining("SECRETS_KEY"),
    });
  });
});

it("a sealed value opens under its own name only", () => {
  const sealed = seal(key("a"), "one", "value", Buffer.alloc(12));
  expect(unseal({ current: key("a"), old: [] }, "one", sealed)).toBe("value");
  expect(unseal({ current: key("b"), old: [] }, "one", sealed)).toBe(undefined);
  expect(() => unseal({ current: key("a"), old: [] }, "two", sealed)).toThrow("not as it was sealed");
});
