/** Leases and power schedules where two processes look at the clock, hosts fail, and times are missed. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { plainText } from "../../src/adapters/console/posted.ts";
import { startDuePowers } from "../../src/adapters/postgres/due-powers.ts";
import { startLeaseStore } from "../../src/adapters/postgres/leases.ts";
import { leaseEnds } from "../../src/app/leases.ts";
import { powerTimes } from "../../src/app/power-times.ts";
import { type House, openHouse } from "../support/house.ts";
import { journalOf, setSettings } from "../support/simulator.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse();
});

afterEach(() => house.close());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const idle = () => house.atRest();

async function made(more = ""): Promise<void> {
  await house.says("olga", `vm create web-01 --role shop/web/front --template small${more}`);
  await idle();
}

const scheduled = () => house.says("olga", 'vm schedule web-01 --stop "mon-fri 19:00" --start "mon-fri 07:00"');

/** How often this was said as a sentence of its own. */
function saidTimes(text: string): number {
  return house.posted.filter((one) => one.kind === "notice" && plainText(one).includes(text)).length;
}

/** What was really done on the hosts by this task. */
async function did(task: string): Promise<number> {
  const lines = await journalOf(house.simulator);
  return lines.filter((line) => line.task === task && line.did !== "nothing").length;
}

const within: House["within"] = (work) => house.within(work);

/** As several processes would, at the same moment. */
async function sweepAtOnce(): Promise<void> {
  await within(async (db) => {
    const { now, directory, requests } = house.system.app;
    const rooms = { requests, directory, leaseStore: startLeaseStore(db) };
    const duePowers = startDuePowers({ db, now, committed: () => undefined });
    const tables = [1, 2, 3, 4].flatMap(() => [leaseEnds(rooms), powerTimes({ requests, duePowers })]);
    await Promise.all(tables.map((table) => table.sweep(now())));
  });
  await idle();
}

/** As if nobody had looked at the clock since before these moments. */
async function missed(stop: string, start: string): Promise<void> {
  const at = { stop_at: new Date(stop), start_at: new Date(start) };
  await within((db) => db.updateTable("power_schedule").set(at).execute());
}

const requestsLike = async (kind: string) => (await house.says("olga", "request list --all")).split(kind).length - 1;

it("makes the end of a machine known once, however many look at the calendar", { timeout: 60_000 }, async () => {
  await made();
  await house.system.advance(13 * DAY_MS + 9 * HOUR_MS);
  await within((db) => db.updateTable("vm").set({ until: "2027-01-31" }).execute());
  await sweepAtOnce();
  expect(saidTimes("web-01 ends in 14 days")).toBe(2);
  expect(await requestsLike("vm end")).toBe(1);
});

it("catches up once with what was missed, and only with the last of it, however many look at the clock", {
  timeout: 60_000,
}, async () => {
  await made();
  await house.system.advance(5 * DAY_MS + 12 * HOUR_MS);
  await scheduled();
  await missed("2027-01-04T18:00:00Z", "2027-01-05T06:00:00Z");
  await sweepAtOnce();
  expect(await house.says("olga", "vm show web-01")).toMatch(/web-01 is stopped[\s\S]*next on Mon 11 Jan 2027, 19:00/);
  expect([await requestsLike("vm stop"), await requestsLike("vm start"), await did("ask")]).toEqual([1, 0, 1]);
  // What should be undone by now is not done any more.
  await house.system.advance(DAY_MS + 20 * HOUR_MS);
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
  await missed("2027-01-08T18:00:00Z", "2027-01-11T06:00:00Z");
  await sweepAtOnce();
  expect([await requestsLike("vm stop"), await did("ask"), await requestsLike("vm start")]).toEqual([1, 1, 1]);
});

it("does not stop again what was started since, for a process that looked at the clock long ago", {
  timeout: 60_000,
}, async () => {
  await made();
  await scheduled();
  await missed("2027-01-03T18:00:00Z", "2027-01-04T06:00:00Z");
  await within(async (db) => {
    const { now, requests } = house.system.app;
    const duePowers = startDuePowers({ db, now, committed: () => undefined });
    const seen = await duePowers.due(now());
    await sweepAtOnce();
    await house.says("olga", "vm start web-01");
    await idle();
    await powerTimes({ requests, duePowers: { ...duePowers, due: async () => seen } }).sweep(now());
  });
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
  expect(await requestsLike("vm stop")).toBe(1);
});

it("says how a scheduled stop ended to who set it, and shows a card only where it failed", {
  timeout: 60_000,
}, async () => {
  await made();
  await scheduled();
  const shown = (kind: string) =>
    house.posted.filter((one) => (one.kind === "card" || one.kind === "edit") && plainText(one).includes(kind));
  await house.system.advance(20 * HOUR_MS);
  expect(saidTimes("web-01 is stopped")).toBe(1);
  expect(shown("vm stop web-01")).toEqual([]);
  await setSettings(house.simulator, { faults: [{ task: "boot", times: 9, error: "the host's disk is full" }] });
  await house.system.advance(12 * HOUR_MS);
  expect(shown("vm start web-01").map(({ to }) => to)).toContain("olga");
});

it("leaves alone what somebody else is at work on, and tells who set the schedule", { timeout: 60_000 }, async () => {
  await made();
  await scheduled();
  await setSettings(house.simulator, { latencyMs: 0, faults: [{ task: "pause", kind: "hang" }] });
  const pausing = (await house.says("olga", "vm pause web-01")).split(" ")[0] ?? "";
  await missed("2027-01-03T18:00:00Z", "2027-01-04T06:00:00Z");
  await within(async (db) => {
    const duePowers = startDuePowers({ db, now: house.system.app.now, committed: () => undefined });
    await Promise.all([1, 2].map(() => powerTimes({ ...house.system.app, duePowers }).sweep(house.system.app.now())));
  });
  await house.system.settled();
  expect(saidTimes(`web-01 was not stopped by its schedule: web-01 is busy with ${pausing}`)).toBe(1);
  await house.says("olga", `job cancel ${pausing}`);
  await idle();
  expect(await house.says("olga", "vm show web-01")).toMatch(/web-01 is running[\s\S]*next on Mon 4 Jan 2027, 19:00/);
});

it("keeps what is due until maintenance is over", { timeout: 60_000 }, async () => {
  await made();
  await scheduled();
  await house.says("dana", "dc maintenance on");
  await house.system.advance(20 * HOUR_MS);
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is running");
  await house.says("dana", "dc maintenance off");
  await idle();
  expect(await house.says("olga", "vm show web-01")).toContain("web-01 is stopped");
  expect(await requestsLike("vm stop")).toBe(1);
});

it("tells of a machine that cannot be stopped on its last day, and tries again when it is asked to", {
  timeout: 60_000,
}, async () => {
  await made(" --until 2027-01-05");
  const fault = { task: "ask", vm: "web-01", error: "the host is away" };
  await setSettings(house.simulator, { latencyMs: 0, faults: [fault] });
  await house.system.advance(2 * DAY_MS);
  expect(saidTimes("It could not be stopped. web-01: the host is away. To try again: Retry")).toBe(2);
  const [end = ""] = /REQ-\d+(?=.*vm end)/.exec(await house.says("olga", "request list --all")) ?? [];
  expect(await house.presses("ana", "Retry", end)).toMatch(/^forbidden/);
  await setSettings(house.simulator, { latencyMs: 0, faults: [] });
  expect(await house.presses("olga", "Retry", end)).toContain("web-01 is being stopped");
  await idle();
  expect(await house.says("olga", `request show ${end}`)).toContain("State: in grace");
  // Whoever deletes it in its grace ends the end with it.
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  await house.system.advance(8 * DAY_MS);
  expect(await house.says("olga", `request show ${end}`)).toContain("State: decommissioned");
});

it("does not end what was deleted before its last day", { timeout: 60_000 }, async () => {
  await made(" --until 2027-01-05");
  await house.system.advance(9 * HOUR_MS);
  expect(saidTimes("web-01 ends tomorrow")).toBe(2);
  await house.says("olga", "vm delete web-01 --confirm web-01");
  await idle();
  await house.system.advance(3 * DAY_MS);
  expect(await did("undefine")).toBe(1);
  expect(await requestsLike("kept")).toBe(1);
});

it("grants no more free extensions than there are when many are asked for at once", { timeout: 60_000 }, async () => {
  await made(" --until 2027-01-31");
  const days = ["02-01", "02-02", "02-03", "02-04", "02-05"];
  const said = await Promise.all(days.map((day) => house.says("olga", `vm extend web-01 --until 2027-${day}`)));
  const extended = said.filter((one) => one.includes("is done")).length;
  expect([1, 2]).toContain(extended);
  const kept = await within((db) => db.selectFrom("lease").select("extensions").executeTakeFirst());
  expect(kept?.extensions).toBe(extended);
  expect(said.filter((one) => /^Something broke/.test(one))).toEqual([]);
});
