/** What comes after the grant, where it is crowded, where hosts fail, and where the program is started again. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { plainText } from "../../src/adapters/console/posted.ts";
import { startEndingStore } from "../../src/adapters/postgres/endings.ts";
import { calendarEnds } from "../../src/app/endings.ts";
import { type House, openHouse } from "../support/house.ts";
import { machinesOf, setSettings } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

const DAY_MS = 86_400_000;

const create = (name: string, more = "") => `vm create ${name} --role shop/web/front --template small${more}`;

const idle = () => house.atRest();

/** How often this was posted as a sentence of its own. */
function saidTimes(text: string): number {
  return house.posted.filter((one) => one.kind === "notice" && plainText(one).includes(text)).length;
}

const within: House["within"] = (work) => house.within(work);

/** What every infrastructure, service and machine takes, as rows that say the same whatever their order. */
const shares = () =>
  within(async (db) => {
    const rows = await db.selectFrom("allocation").selectAll().execute();
    return rows.map((row) => JSON.stringify(row)).sort();
  });

async function withChange(...lines: string[]): Promise<string> {
  await house.says("ben", "infra change shop");
  for (const line of lines) await house.says("ben", line);
  return (await house.says("ben", "infra submit shop")).split(" ")[0] ?? "";
}

it("lets exactly one win of a machine that is made and of its room that is taken away", {
  timeout: 60_000,
}, async () => {
  const request = await withChange("infra service shop/web --memory 16GB");
  await house.says("olga", create("m", " --count 16"));
  await idle();
  const [made, approved] = await Promise.all([
    house.says("olga", create("last")),
    house.presses("dana", "Approve", request),
  ]);
  await idle();
  const [wasMade, wasApproved] = [/^REQ-/.test(made), /^approved/.test(approved)];
  expect([made, approved, wasMade !== wasApproved]).toEqual([made, approved, true]);
  expect(wasMade ? approved : made).toMatch(wasMade ? /^in-use.*last/ : /^over-quota/);
  const service = await house.says("ben", "infra show shop/web");
  expect(service).toContain(wasMade ? "17 GB of 32 GB" : "16 GB of 16 GB");
});

it("takes exactly the difference, and gives back exactly what was held", async () => {
  const before = await shares();
  const request = await withChange(
    "infra service shop/api --environment test --memory 8GB --storage 1TB",
    "infra role shop/api/node --template small",
  );
  const held = (await shares()).filter((row) => !before.includes(row));
  expect(held).toHaveLength(1);
  await house.says("dana", `request reject ${request} --reason no`);
  expect(await shares()).toEqual(before);
  await house.says("ben", "infra change shop --memory +8GB --storage -1TB");
  const next = (await house.says("ben", "infra submit shop")).split(" ")[0] ?? "";
  await house.presses("dana", "Approve", next);
  const granted = (await shares()).filter((row) => row.includes('"memory_mb":73728') && row.includes('"disk_gb":1024'));
  expect(granted).toHaveLength(1);
  expect(await shares()).toHaveLength(before.length);
});

it("refuses a change that was begun from what is not there any more", async () => {
  const request = await withChange("infra service shop/web --memory 16GB");
  await within((db) => db.updateTable("infrastructure").set({ disk_gb: 3072 }).where("name", "=", "shop").execute());
  expect(await house.presses("dana", "Approve", request)).toMatch(/^wrong-state: shop was changed by somebody else/);
});

it("opens one change when two people begin one at once", async () => {
  const begun = await Promise.all([1, 2, 3].map((more) => house.says("ben", `infra change shop --memory +${more}GB`)));
  expect(begun.filter((said) => said.startsWith("REQ-"))).toHaveLength(1);
  expect(begun.filter((said) => said.startsWith("duplicate"))).toHaveLength(2);
});

async function decommissioned(): Promise<string> {
  const request = (await house.says("ben", "infra decommission shop --confirm shop")).split(" ")[0] ?? "";
  await house.presses("dana", "Approve", request);
  await idle();
  return request;
}

it("tells of a machine that cannot be stopped, and tries again when it is asked to", { timeout: 60_000 }, async () => {
  await house.says("olga", create("web", " --count 3"));
  await idle();
  await setSettings(house.simulator, {
    latencyMs: 0,
    faults: [{ task: "ask", vm: "web-2", error: "the host is away" }],
  });
  const request = await decommissioned();
  const card = await house.says("ben", `request show ${request}`);
  expect(card).toContain("State: not stopped");
  expect(card).toContain("web-2: the host is away");
  expect(await house.says("olga", "vm show web-1")).toContain("web-1 is stopped");
  expect(await house.says("olga", "vm show web-2")).toContain("web-2 is running");
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  expect(await house.presses("ben", "Decommission", request, { confirm: "shop" })).toContain("being stopped");
  await idle();
  expect(await house.says("ben", `request show ${request}`)).toContain("State: in grace");
  expect(await house.says("olga", "vm show web-2")).toContain("web-2 is stopped");
});

it("loses nothing of a machine that cannot be deleted, and ends when it can", { timeout: 60_000 }, async () => {
  await house.says("olga", create("web", " --count 2"));
  await idle();
  const request = await decommissioned();
  await setSettings(house.simulator, {
    latencyMs: 0,
    faults: [{ task: "undefine", vm: "web-1", error: "the host is away" }],
  });
  await house.system.advance(7 * DAY_MS);
  expect(await house.says("ben", `request show ${request}`)).toContain("web-1: the host is away");
  expect(await house.says("ben", "infra show shop")).toContain(`not deleted (${request})`);
  expect(await house.says("ben", `request withdraw ${request}`)).toMatch(/^too-late/);
  expect(await house.says("lou", "infra new shop --memory 1GB --storage 1GB --reason x")).toMatch(/^duplicate/);
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  await house.says("ben", "infra decommission shop --confirm shop");
  await idle();
  expect(await house.says("ben", `request show ${request}`)).toContain("State: decommissioned");
  expect((await machinesOf(house.simulator)).filter(({ name }) => name.startsWith("web"))).toEqual([]);
  expect(await house.says("lou", "infra new shop --memory 1GB --storage 1GB --reason x")).toContain("draft");
  const kept = await within((db) => db.selectFrom("vm").select(["name", "state"]).orderBy("name").execute());
  expect(kept).toEqual(["web-1", "web-2"].map((name) => ({ name, state: "deleted" })));
  const rows = await within((db) =>
    db.selectFrom("infrastructure").select(["name", "state"]).where("name", "=", "shop").execute(),
  );
  expect(rows).toEqual([{ name: "shop", state: "decommissioned" }]);
});

it("waits for what is at work on a machine, and stops it then", { timeout: 60_000 }, async () => {
  await house.says("olga", create("web-1"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "pause", kind: "hang" }] });
  const pausing = (await house.says("olga", "vm pause web-1")).split(" ")[0] ?? "";
  await expect
    .poll(() => house.says("olga", `request show ${pausing}`), { timeout: 15_000 })
    .toContain("Halt it: running");
  const request = (await house.says("ben", "infra decommission shop --confirm shop")).split(" ")[0] ?? "";
  await house.presses("dana", "Approve", request);
  await house.system.settled();
  expect(await house.says("ben", `request show ${request}`)).toContain("State: stopping");
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  await house.says("olga", `job cancel ${pausing}`);
  await idle();
  await house.system.advance(15 * 60_000);
  expect(await house.says("ben", `request show ${request}`)).toContain("State: in grace");
});

it("leaves machines that are being stopped stopped when it is withdrawn on the way", { timeout: 60_000 }, async () => {
  await house.says("olga", create("web", " --count 2"));
  await idle();
  await setSettings(house.simulator, { latencyMs: 1500, faults: [] });
  const request = (await house.says("ben", "infra decommission shop --confirm shop")).split(" ")[0] ?? "";
  await house.presses("dana", "Approve", request);
  const shown = () => house.says("ben", `request show ${request}`);
  await expect.poll(shown, { timeout: 15_000 }).toMatch(/web-1(: step 1 of 2.*)? 0\/2/);
  expect(await house.says("ben", `request withdraw ${request}`)).toContain("is withdrawn");
  await idle();
  expect(await house.says("ben", `request show ${request}`)).toContain("State: cancelled");
  expect(await house.says("ben", "infra show shop")).toContain("State: provisioned");
  const found = (await machinesOf(house.simulator)).map(({ name, state }) => `${name} is ${state}`);
  expect(found).toEqual(["web-1 is stopped", "web-2 is stopped"]);
  expect(await house.says("olga", "vm show web-1")).toContain("web-1 is stopped");
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  await house.says("olga", "vm start web-1");
  await idle();
  expect(await house.says("olga", "vm show web-1")).toContain("web-1 is running");
});

it("makes an end known once, however many look at the calendar", { timeout: 60_000 }, async () => {
  await house.system.advance(13 * DAY_MS + 9 * 3_600_000);
  await within(async (db) => {
    await db.updateTable("infrastructure").set({ until: "2027-01-31" }).where("name", "=", "shop").execute();
    const rooms = { ...house.system.app, endingStore: startEndingStore(db) };
    const now = house.system.app.now();
    await Promise.all([1, 2, 3, 4].map(() => calendarEnds(rooms).sweep(now)));
  });
  await idle();
  expect(saidTimes("shop ends in 14 days")).toBe(2);
  await house.system.advance(10 * DAY_MS);
  expect(saidTimes("shop ends")).toBe(2);
  await house.system.advance(DAY_MS);
  expect(saidTimes("shop ends in 3 days")).toBe(2);
  expect(saidTimes("shop ends")).toBe(4);
});
