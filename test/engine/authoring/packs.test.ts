/** The product's own actions come in once, follow the product, and never take the place of what an admin put in force. */
import { describe, expect, it } from "vitest";
import * as edits from "../../../src/engine/authoring/edits.ts";
import { bringPacks } from "../../../src/engine/authoring/packs.ts";
import { aPack, DANA, openAuthoring, TYPES } from "../../support/authoring.ts";

type Authoring = Awaited<ReturnType<typeof openAuthoring>>;

/** The product starts with a pack whose script says this. */
function begin({ store }: Pick<Authoring, "store">, says: string, more?: string) {
  return bringPacks(store, [aPack("stop", says, more)], TYPES);
}

/** Each version with its state: `1 retired`. */
async function standing({ store }: Authoring): Promise<string[]> {
  return ((await store.find("stop"))?.versions ?? []).map(({ number, state }) => `${number} ${state}`);
}

describe("an action of the product", () => {
  it("is in force from the first start on, and the second start changes nothing", async () => {
    const open = await openAuthoring();
    await begin(open, "one");
    const noted = await open.noted();
    await begin(open, "one");
    expect(await standing(open)).toEqual(["1 published"]);
    expect(await open.noted()).toEqual(noted);
    expect(noted).toMatchObject([{ action: "action.publish", by: null }]);
  });

  it("comes in once, however many processes start at once", async () => {
    const open = await openAuthoring();
    await Promise.all(Array.from({ length: 10 }, () => begin(open, "one")));
    await Promise.all(Array.from({ length: 10 }, () => begin(open, "two")));
    expect(await standing(open)).toEqual(["1 retired", "2 published"]);
  });

  it("follows the product when a script of it changes", async () => {
    const open = await openAuthoring();
    for (const says of ["one", "two", "one"]) await begin(open, says);
    expect(await standing(open)).toEqual(["1 retired", "2 retired", "3 published"]);
  });

  it("leaves in force what an admin published, and says that there is a newer one", async () => {
    const open = await openAuthoring();
    await begin(open, "one");
    await open.admin.edit("stop", edits.describe({ description: "Ours" }), DANA);
    await open.admin.publish("stop", DANA);
    await begin(open, "two");
    expect(await standing(open)).toEqual(["1 retired", "2 published", "3 retired"]);
    expect(await open.admin.list()).toMatchObject([{ name: "stop", published: 2, newer: 3, pack: null }]);
  });

  it("leaves an older version in force that an admin went back to", async () => {
    const open = await openAuthoring();
    for (const says of ["one", "two"]) await begin(open, says);
    await open.admin.rollBack("stop", DANA);
    for (const says of ["two", "three"]) await begin(open, says);
    expect(await standing(open)).toEqual(["1 published", "2 retired", "3 retired"]);
  });

  it("follows the product again once an admin has put its newest version in force", async () => {
    const open = await openAuthoring();
    for (const says of ["one", "two"]) await begin(open, says);
    await open.admin.rollBack("stop", DANA);
    await open.admin.publish("stop", DANA, 2);
    await begin(open, "three");
    expect(await standing(open)).toEqual(["1 retired", "2 retired", "3 published"]);
  });

  it("does not touch a draft, nor what is disabled", async () => {
    const open = await openAuthoring();
    await begin(open, "one");
    await open.admin.edit("stop", edits.describe({ description: "Ours" }), DANA);
    await open.admin.switch("stop", false, DANA);
    await begin(open, "two");
    expect(await standing(open)).toEqual(["1 retired", "2 draft", "3 published"]);
    expect(await open.admin.list()).toMatchObject([{ isEnabled: false, draft: 2 }]);
  });

  it("that cannot run here is kept without being in force, and is in force once it can", async () => {
    const open = await openAuthoring();
    const pack = aPack("stop", "one");
    const files = { ...pack.files, "stop.yaml": (pack.files["stop.yaml"] ?? "").replace("command", "powershell") };
    const start = (types: typeof TYPES) => bringPacks(open.store, [{ ...pack, files }], types);
    expect(await start(TYPES)).toMatchObject([
      { action: "stop", why: expect.stringContaining("no worker here runs powershell") },
    ]);
    expect(await standing(open)).toEqual(["1 retired"]);
    expect(await start([{ type: "powershell", available: true, why: null }])).toEqual([]);
    expect(await standing(open)).toEqual(["1 published"]);
  });
});
