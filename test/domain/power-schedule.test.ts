/** What is due of a power schedule: in time, late, after many times were missed, and when clocks are set. */
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { contradicts, dueOf, nextTimes, type PowerSchedule, type PowerTimes } from "../../src/domain/power-schedule.ts";
import { parseWeekly } from "../../src/domain/weekly.ts";

const ZONE = "Europe/Berlin";

const local = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toJSDate();

const timesOf = (stop: string, start: string): PowerTimes => ({
  stop: parseWeekly(stop) ?? null,
  start: parseWeekly(start) ?? null,
});

const OFFICE = timesOf("mon-fri 19:00", "mon-fri 07:00");

/** As it stands when it was acted on last at that moment. */
function scheduleAt(moment: string, times = OFFICE): PowerSchedule {
  return { times, zone: ZONE, next: nextTimes({ times, zone: ZONE }, local(moment)), paused: null };
}

/** `stop of Mon 19:00`; null: nothing. */
function dueAt(moment: string, schedule: PowerSchedule): string | null {
  const due = dueOf(schedule, local(moment));
  return due && `${due.action} of ${DateTime.fromJSDate(due.at, { zone: ZONE }).toFormat("ccc d HH:mm")}`;
}

it.each([
  ["nothing before its time", "2027-01-04T18:59", null],
  ["at its minute", "2027-01-04T19:00", "stop of Mon 4 19:00"],
  ["late, once", "2027-01-05T06:59", "stop of Mon 4 19:00"],
  ["not what should be undone by now", "2027-01-05T07:00", "start of Tue 5 07:00"],
  ["the last of many that were missed", "2027-01-09T12:00", "stop of Fri 8 19:00"],
  ["the last of weeks that were missed", "2027-02-01T08:00", "start of Mon 1 07:00"],
])("does %s", (_what, moment, due) => {
  expect(dueAt(moment, scheduleAt("2027-01-04T12:00"))).toBe(due);
});

it("is done with everything up to now once it has acted", () => {
  expect(dueAt("2027-01-09T12:00", scheduleAt("2027-01-09T12:00"))).toBeNull();
});

it("does nothing while it is paused", () => {
  expect(dueAt("2027-01-04T19:00", { ...scheduleAt("2027-01-04T12:00"), paused: "its maker left" })).toBeNull();
});

it("stops alone, and starts alone", () => {
  const stopping = scheduleAt("2027-01-04T12:00", { ...OFFICE, start: null });
  expect(stopping.next.start).toBeNull();
  expect(dueAt("2027-01-11T08:00", stopping)).toBe("stop of Fri 8 19:00");
});

it("stops in the night in which an hour is lost an hour later, and in the one with an hour more once", () => {
  const nightly = timesOf("daily 02:30", "daily 06:00");
  const spring = scheduleAt("2027-03-27T12:00", nightly);
  expect(dueAt("2027-03-28T01:59", spring)).toBeNull();
  expect(dueAt("2027-03-28T03:30", spring)).toBe("stop of Sun 28 03:30");
  const autumn = scheduleAt("2027-10-30T12:00", nightly);
  const first = new Date("2027-10-31T00:30:00Z");
  expect(dueOf(autumn, first)).toEqual({ action: "stop", at: first });
  const acted = { ...autumn, next: nextTimes(autumn, first) };
  expect(dueOf(acted, new Date("2027-10-31T01:30:00Z"))).toBeNull();
});

it("cannot stop and start in the same minute of the week", () => {
  expect(contradicts(timesOf("daily 07:00", "mon 07:00"))).toBe(true);
  expect(contradicts(timesOf("tue-fri 07:00", "mon 07:00"))).toBe(false);
  expect(contradicts(timesOf("daily 07:01", "mon 07:00"))).toBe(false);
});
