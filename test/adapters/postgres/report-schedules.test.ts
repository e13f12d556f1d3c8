/** Reports that come round: ordered once each time, by whatever process, whatever the clock does. */
import { describe, expect, it } from "vitest";
import { startDueReports, startScheduleStore } from "../../../src/adapters/postgres/report-schedules.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { nextTime } from "../../../src/domain/report-times.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

const BERLIN = "Europe/Berlin";
/** Monday, 09:00 in Berlin. */
const MONDAY = new Date("2027-01-11T08:00:00Z");
const [HOUR_MS, WEEK_MS] = [3_600_000, 7 * 86_400_000];

const BEN: Actor = { person: "ben", name: "ben", identity: identityOf("ben"), grants: [], standsInFor: [] };

async function openSchedules(every = "mon 09:00", zone = BERLIN, from = new Date("2027-01-10T12:00:00Z")) {
  const { db, person, unit } = await openRows();
  await person("ben");
  await unit("retail");
  const store = startScheduleStore({ db, now: () => NOW });
  const schedule = {
    report: "utilization" as const,
    unit: { id: "retail", name: "retail" },
    every,
    zone,
    channel: "#retail",
  };
  const id = await store.add({ ...schedule, nextAt: nextTime(every, from, zone) }, BEN, () => undefined);
  const due = () => startDueReports({ db, committed: () => undefined });
  const orders = async () => {
    const rows = await db.selectFrom("outbox").select(["name", "payload"]).orderBy("id").execute();
    return rows.filter(({ name }) => name === "post-report").map(({ payload }) => payload as Record<string, string>);
  };
  return { db, store, id, due, orders };
}

const later = (moment: Date, ms: number) => new Date(moment.getTime() + ms);

describe("a report that comes round", () => {
  it("is ordered once when it is due, by one of many sweeps in several processes", async () => {
    const { due, orders, id } = await openSchedules();
    await due().handOver(later(MONDAY, -1));
    expect(await orders()).toEqual([]);
    await Promise.all(Array.from({ length: 12 }, () => due().handOver(MONDAY)));
    expect(await orders()).toEqual([{ schedule: id, due: MONDAY.toISOString(), since: MONDAY.toISOString() }]);
    expect(await due().next()).toEqual(later(MONDAY, WEEK_MS));
  });

  it("is ordered once across a restart at the minute itself", async () => {
    const { due, orders } = await openSchedules();
    for (const ms of [0, 0, 1, 1000, 59_999, HOUR_MS]) await due().handOver(later(MONDAY, ms));
    expect(await orders()).toHaveLength(1);
  });

  it("is ordered once when a clock jumps ahead and back again", async () => {
    const { due, orders } = await openSchedules();
    await due().handOver(later(MONDAY, HOUR_MS));
    await due().handOver(later(MONDAY, -HOUR_MS));
    await due().handOver(MONDAY);
    expect(await orders()).toHaveLength(1);
  });

  it("that was missed several times is ordered once, as the last of them, and knows since when", async () => {
    const { due, orders } = await openSchedules();
    await due().handOver(later(MONDAY, 3 * WEEK_MS + HOUR_MS));
    const [order, ...more] = await orders();
    expect(more).toEqual([]);
    expect(order).toMatchObject({ since: MONDAY.toISOString(), due: later(MONDAY, 3 * WEEK_MS).toISOString() });
    expect(await due().next()).toEqual(later(MONDAY, 4 * WEEK_MS));
  });

  it("keeps to the clock of its zone when that changes", async () => {
    const { due, orders } = await openSchedules("sun 09:00", BERLIN, new Date("2027-03-20T12:00:00Z"));
    for (let hour = 0; hour < 24 * 16; hour++) await due().handOver(new Date(Date.UTC(2027, 2, 20, 12 + hour)));
    const times = (await orders()).map((order) => order.due);
    expect(times).toEqual(["2027-03-21T08:00:00.000Z", "2027-03-28T07:00:00.000Z", "2027-04-04T07:00:00.000Z"]);
  });

  it("comes once on the night on which its time comes twice, and also on the one that skips it", async () => {
    const autumn = await openSchedules("sun 02:30", BERLIN, new Date("2027-10-30T12:00:00Z"));
    for (let quarter = 0; quarter < 96; quarter++) {
      await autumn.due().handOver(new Date(Date.UTC(2027, 9, 30, 12, 15 * quarter)));
    }
    expect((await autumn.orders()).map((order) => order.due)).toEqual(["2027-10-31T00:30:00.000Z"]);
    const spring = await openSchedules("sun 02:30", BERLIN, new Date("2027-03-27T12:00:00Z"));
    for (let quarter = 0; quarter < 96; quarter++) {
      await spring.due().handOver(new Date(Date.UTC(2027, 2, 27, 12, 15 * quarter)));
    }
    expect(await spring.orders()).toHaveLength(1);
  });

  it("is made and ended with an entry of the audit log each, and ended once", async () => {
    const { db, store, id, due, orders } = await openSchedules();
    expect(await store.find(id)).toMatchObject({ id: "RS-1", unit: { name: "retail" }, maker: { person: "ben" } });
    const ended = await Promise.all([store.remove(id, BEN), store.remove(id, BEN), store.remove("RS-99", BEN)]);
    expect(ended.filter(Boolean)).toHaveLength(1);
    await due().handOver(MONDAY);
    expect(await orders()).toEqual([]);
    const noted = await db.selectFrom("audit_event").select(["action", "subject", "person_id"]).orderBy("id").execute();
    expect(noted).toEqual([
      { action: "report.schedule", subject: "RS-1", person_id: "ben" },
      { action: "report.unschedule", subject: "RS-1", person_id: "ben" },
    ]);
  });

  it("is not made by whom the rights of this moment do not let", async () => {
    const { store } = await openSchedules();
    const [made] = await store.all();
    const refused = store.add({ ...(made as NonNullable<typeof made>), channel: "#ops" }, BEN, () => {
      throw new Refusal("forbidden", "not any more", "");
    });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    expect(await store.all()).toHaveLength(1);
  });
});
