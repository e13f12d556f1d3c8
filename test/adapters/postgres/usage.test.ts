/** Measured use: whatever comes, in whatever order and however often, its hours and days are what a slow reckoning makes of it. */

import fc from "fast-check";
import { sql } from "kysely";
import { DateTime } from "luxon";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../../src/adapters/postgres/pool.ts";
import { keepSamples } from "../../../src/adapters/postgres/usage/samples.ts";
import { startUsage, startUsageKeeping } from "../../../src/adapters/postgres/usage/start.ts";
import type { SeenMachine } from "../../../src/domain/survey.ts";
import { type LedgerTrial, openLedger } from "../../support/ledger.ts";

const ZONE = "Europe/Berlin";

type Figures = Partial<Pick<SeenMachine, "state" | "cpuSeconds" | "memoryUsedMb" | "diskUsedMb">>;

let trial: LedgerTrial;
let now: Date;

beforeEach(async () => {
  trial = await openLedger();
  now = new Date("2027-03-01T00:00+01:00");
  await trial.unit("retail");
  await trial.person("olga");
  await trial.role("till/pos/node", "retail");
  await trial.db
    .insertInto("host")
    .values({ id: "h1", datacenter_id: "dc1", name: "h1", host_group: "general", state: "active" })
    .execute();
});

async function machine(name: string): Promise<string> {
  await trial.vm(name, "till/pos/node", { business_unit_id: "retail", requester_id: "olga", host_id: "h1" });
  return `vm-${name}`;
}

const keeping = () => startUsageKeeping(trial.db);
const usage = () => startUsage(trial.db, () => now);

/** One look; figures that are not named are not known. */
function look(id: string, at: Date | string, figures: Figures): Promise<void> {
  const unknown = { cpuSeconds: null, memoryUsedMb: null, diskUsedMb: null, state: "running" as const };
  const size = { name: id, vcpu: 2, memoryMb: 1024, diskGb: 60, address: null };
  return inTransaction(trial.db, (tx) =>
    keepSamples(tx, "h1", [{ id, ...size, ...unknown, ...figures }], new Date(at)),
  );
}

async function rollAll(): Promise<void> {
  while (await keeping().roll());
}

async function hoursOf(id: string) {
  const { rows } = await sql<{
    hour: Date;
    samples: number;
    cpu: string | null;
    memory: string | null;
    disk: string | null;
  }>`
    select hour, samples, cpu, memory_mb as memory, disk_mb as disk from usage_hour where vm_id = ${id} order by hour`.execute(
    trial.db,
  );
  return rows.map(({ hour, samples, ...figures }) => ({ hour: hour.toISOString(), samples, ...numbers(figures) }));
}

async function daysOf(id: string) {
  const { rows } = await sql<{ day: string; hours: number; measured: number; memory: string | null }>`
    select day, hours, measured, memory_mb as memory from usage_day where vm_id = ${id} order by day`.execute(trial.db);
  return rows.map(({ day, hours, measured, memory }) => ({ day, hours, measured, ...numbers({ memory }) }));
}

function numbers(texts: Record<string, string | null>) {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text === null ? null : Number(text)]));
}

describe("the hours of a machine", () => {
  it("are the means of their looks; a counter that is smaller than before, or was read long ago, says nothing", async () => {
    const id = await machine("pos-1");
    await look(id, "2027-02-01T10:10Z", { cpuSeconds: 100, memoryUsedMb: 100, diskUsedMb: 1000 });
    await look(id, "2027-02-01T10:40Z", { cpuSeconds: 1000, memoryUsedMb: 300 });
    await look(id, "2027-02-01T11:10Z", { cpuSeconds: 5, memoryUsedMb: 300, diskUsedMb: 2000 });
    await look(id, "2027-02-01T14:10Z", { cpuSeconds: 3605, memoryUsedMb: 300, diskUsedMb: 2000 });
    await rollAll();
    expect(await hoursOf(id)).toEqual([
      { hour: "2027-02-01T10:00:00.000Z", samples: 2, cpu: 0.25, memory: 200, disk: 1000 },
      { hour: "2027-02-01T11:00:00.000Z", samples: 1, cpu: null, memory: 300, disk: 2000 },
      { hour: "2027-02-01T14:00:00.000Z", samples: 1, cpu: null, memory: 300, disk: 2000 },
    ]);
    expect(await daysOf(id)).toEqual([{ day: "2027-02-01", hours: 3, measured: 3, memory: 266.667 }]);
  });

  it("are corrected by what comes late, and by what comes twice not changed", async () => {
    const id = await machine("pos-1");
    await look(id, "2027-02-01T10:10Z", { cpuSeconds: 0, memoryUsedMb: 100 });
    await look(id, "2027-02-01T11:00Z", { cpuSeconds: 3000, memoryUsedMb: 100 });
    await rollAll();
    await look(id, "2027-02-01T10:30Z", { cpuSeconds: 1200, memoryUsedMb: 500 });
    await look(id, "2027-02-01T10:30Z", { cpuSeconds: 1200, memoryUsedMb: 500 });
    await rollAll();
    expect(await hoursOf(id)).toEqual([
      { hour: "2027-02-01T10:00:00.000Z", samples: 2, cpu: 0.5, memory: 300, disk: null },
      { hour: "2027-02-01T11:00:00.000Z", samples: 1, cpu: 0.5, memory: 100, disk: null },
    ]);
    expect(await daysOf(id)).toEqual([{ day: "2027-02-01", hours: 2, measured: 0, memory: 200 }]);
  });

  it("know that a machine that is off uses no memory, and nothing of one of which its host says nothing", async () => {
    const [off, mute] = [await machine("pos-1"), await machine("pos-2")];
    await look(off, "2027-02-01T10:10Z", { state: "stopped", diskUsedMb: 1000 });
    await look(mute, "2027-02-01T10:10Z", {});
    await rollAll();
    expect(await hoursOf(off)).toMatchObject([{ memory: 0, disk: 1000 }]);
    expect(await hoursOf(mute)).toEqual([]);
    expect(await usage().lastDay(mute)).toBeNull();
  });

  it("make days of 23 and of 25 of them when clocks change", async () => {
    const id = await machine("pos-1");
    for (const day of ["2027-03-28", "2027-10-31"]) {
      const begin = DateTime.fromISO(day, { zone: ZONE });
      for (let at = begin; at < begin.plus({ days: 1 }); at = at.plus({ minutes: 30 }))
        await look(id, at.toJSDate(), { memoryUsedMb: 10, diskUsedMb: 10 });
    }
    await rollAll();
    expect(await daysOf(id)).toEqual([
      { day: "2027-03-28", hours: 23, measured: 23, memory: 10 },
      { day: "2027-10-31", hours: 25, measured: 25, memory: 10 },
    ]);
  });

  it("stay as they are once their month is closed, or their looks are gone", async () => {
    const id = await machine("pos-1");
    await look(id, "2027-02-01T10:10Z", { memoryUsedMb: 100, diskUsedMb: 10 });
    await rollAll();
    now = new Date("2027-02-20T00:00Z");
    while (await keeping().removeOld(now));
    await look(id, "2027-02-01T10:20Z", { memoryUsedMb: 900, diskUsedMb: 10 });
    await rollAll();
    const before = await hoursOf(id);
    expect(before).toMatchObject([{ samples: 1, memory: 100 }]);
    await trial.grant("2027-02-01T00:00+01:00", "till", [10, 100]);
    await trial.closeUntil("2027-03-02T00:00+01:00");
    await look(id, "2027-02-28T10:20Z", { memoryUsedMb: 900, diskUsedMb: 10 });
    await rollAll();
    expect(await hoursOf(id)).toEqual(before);
  });

  it("go when they were kept long enough, their days later, and what is not rolled up yet not at all", async () => {
    const id = await machine("pos-1");
    await look(id, "2027-02-01T10:10Z", { memoryUsedMb: 100 });
    const year = new Date("2028-02-01T00:00Z");
    while (await keeping().removeOld(year));
    await rollAll();
    expect(await hoursOf(id)).toHaveLength(1);
    while (await keeping().removeOld(year));
    expect(await hoursOf(id)).toEqual([]);
    expect(await daysOf(id)).toHaveLength(1);
    while (await keeping().removeOld(new Date("2031-02-01T00:00Z")));
    expect(await daysOf(id)).toEqual([]);
  });

  it("say what it needed at most but for one in twenty, of those in which it ran", async () => {
    const id = await machine("pos-1");
    const begin = DateTime.fromISO("2027-02-20", { zone: ZONE });
    for (let hour = 0; hour < 40; hour += 1) {
      const figures = hour < 20 ? { memoryUsedMb: 100 + hour } : { state: "stopped" as const };
      await look(id, begin.plus({ hours: hour }).toJSDate(), { ...figures, diskUsedMb: 50 });
    }
    await rollAll();
    now = new Date("2027-02-22T00:00Z");
    expect(await usage().peaks([id, "vm-other"], 7)).toEqual(
      new Map([[id, { cpu: null, memoryMb: 118, diskMb: 50, hours: 20 }]]),
    );
  });

  it("are the same however the looks came, and whenever they were rolled up", { timeout: 60_000 }, async () => {
    let run = 0;
    const begin = DateTime.fromISO("2027-03-27T20:00", { zone: ZONE });
    const one = fc.record({
      minute: fc.integer({ min: 0, max: 12 * 60 }),
      cpu: fc.option(fc.integer({ min: 0, max: 5000 })),
      memory: fc.option(fc.integer({ min: 0, max: 1024 })),
      isOff: fc.boolean(),
      rolls: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 15 }), async (looks) => {
        const id = await machine(`run-${++run}`);
        for (const { minute, cpu, memory, isOff, rolls } of looks) {
          const figures = {
            cpuSeconds: cpu,
            memoryUsedMb: memory,
            diskUsedMb: 7,
            state: isOff ? "stopped" : "running",
          } as const;
          await look(id, begin.plus({ minutes: minute }).toJSDate(), figures);
          if (rolls) await Promise.all([rollAll(), rollAll()]);
        }
        await rollAll();
        expect(await hoursOf(id)).toEqual(
          slowHours(looks.map((each) => ({ ...each, at: begin.plus({ minutes: each.minute }) }))),
        );
      }),
      { numRuns: 20 },
    );
  });
});

interface SlowLook {
  at: DateTime;
  cpu: number | null;
  memory: number | null;
  isOff: boolean;
}

/** Independent of any SQL: look after look, in the order of time; of two at one moment the later told counts. */
function slowHours(told: SlowLook[]) {
  const looks = [...new Map(told.map((one) => [one.at.toMillis(), one])).values()].sort((a, b) => +a.at - +b.at);
  const hours = Map.groupBy(looks, ({ at }) => at.startOf("hour").toUTC().toISO() ?? "");
  return [...hours].map(([hour, own]) => {
    const memory = own.flatMap((one) => (one.isOff ? 0 : (one.memory ?? [])));
    const pieces = own.flatMap((one) => workOf(looks[looks.indexOf(one) - 1], one));
    const could = total(pieces.map((piece) => piece.could));
    return {
      ...{ hour, samples: own.length, disk: 7 },
      cpu: could === 0 ? null : rounded(Math.min(1, total(pieces.map(({ did }) => did)) / could), 6),
      memory: memory.length === 0 ? null : rounded(total(memory) / memory.length, 3),
    };
  });
}

function workOf(before: SlowLook | undefined, one: SlowLook): { did: number; could: number }[] {
  if (!before || one.at.diff(before.at).as("hours") > 2) return [];
  const could = one.at.diff(before.at).as("seconds") * 2;
  if (one.isOff && before.isOff) return [{ did: 0, could }];
  if (one.isOff || before.isOff || one.cpu === null || before.cpu === null || one.cpu < before.cpu) return [];
  return [{ did: one.cpu - before.cpu, could }];
}

const total = (all: number[]) => all.reduce((sum, one) => sum + one, 0);

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits + 1e-7) / 10 ** digits;
