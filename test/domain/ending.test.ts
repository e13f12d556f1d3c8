/** The end of an infrastructure on the calendar, also where clocks are set forward or back. */
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { endOfDay } from "../../src/domain/day.ts";
import {
  announcementOf,
  endOfGrace,
  farOff,
  lastDayOf,
  laterDay,
  reminderAfter,
  soonUntil,
} from "../../src/domain/ending.ts";

const ZONE = "Europe/Berlin";

const local = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toJSDate();
const shown = (moment: Date | null) =>
  moment && DateTime.fromJSDate(moment, { zone: ZONE }).toFormat("yyyy-MM-dd HH:mm");

/** All reminders of this last day, to somebody who looks on from that moment on. */
function remindersFrom(moment: Date, day: string): (string | null)[] {
  const next = reminderAfter(moment, day, ZONE);
  return next === null ? [] : [shown(next), ...remindersFrom(next, day)];
}

describe("reminders", () => {
  it("come 14, 3 and 1 days before the last day, at nine in the morning", () => {
    expect(remindersFrom(local("2027-01-01"), "2027-02-28")).toEqual([
      ...["2027-02-14 09:00", "2027-02-25 09:00", "2027-02-27 09:00"],
    ]);
  });

  it("come at nine whatever the clocks did in between", () => {
    expect(remindersFrom(local("2027-03-01"), "2027-03-29")).toEqual([
      ...["2027-03-15 09:00", "2027-03-26 09:00", "2027-03-28 09:00"],
    ]);
    expect(remindersFrom(local("2027-10-01"), "2027-11-01")).toEqual([
      ...["2027-10-18 09:00", "2027-10-29 09:00", "2027-10-31 09:00"],
    ]);
  });

  it("are not made up for those that were missed", () => {
    expect(remindersFrom(local("2027-02-26"), "2027-02-28")).toEqual(["2027-02-27 09:00"]);
    expect(remindersFrom(local("2027-02-27T09:00"), "2027-02-28")).toEqual([]);
  });
});

describe("the end", () => {
  it("comes when the last day is over, be it of 23 or 25 hours", () => {
    expect(shown(endOfDay("2027-03-28", ZONE))).toBe("2027-03-29 00:00");
    expect(endOfDay("2027-03-28", ZONE).getTime() - local("2027-03-28").getTime()).toBe(23 * 3_600_000);
    expect(endOfDay("2027-10-31", ZONE).getTime() - local("2027-10-31").getTime()).toBe(25 * 3_600_000);
  });

  it("is known with the first reminder that is still to come, or when it comes", () => {
    expect(shown(announcementOf("2027-02-28", local("2027-01-01"), ZONE))).toBe("2027-02-14 09:00");
    expect(shown(announcementOf("2027-02-28", local("2027-02-20"), ZONE))).toBe("2027-02-25 09:00");
    expect(shown(announcementOf("2027-02-28", local("2027-02-28T12:00"), ZONE))).toBe("2027-03-01 00:00");
  });

  it("is on the day that was agreed on, unless that was over before the thing could be used", () => {
    expect(lastDayOf("2027-02-28", local("2027-02-28T23:59"), ZONE)).toBe("2027-02-28");
    expect(lastDayOf("2027-02-28", local("2027-03-01T00:00"), ZONE)).toBe("2027-03-15");
  });

  it("leaves a grace of whole days, which end at the time of the day at which they began", () => {
    expect(shown(endOfGrace(local("2027-03-25T00:00"), 7, ZONE))).toBe("2027-04-01 00:00");
    expect(endOfGrace(local("2027-03-25"), 0, ZONE)).toEqual(local("2027-03-25"));
  });

  it("is near from the first reminder's day on", () => {
    expect(soonUntil(local("2027-02-14T00:00"), ZONE)).toBe("2027-02-28");
    expect(soonUntil(local("2027-03-20T23:59"), ZONE)).toBe("2027-04-03");
  });

  it("is put off from what it is, and from today where that would be over already", () => {
    expect(laterDay("2027-02-28", 30, local("2027-02-14"), ZONE)).toBe("2027-03-30");
    expect(laterDay("2027-01-01", 30, local("2027-01-30"), ZONE)).toBe("2027-01-31");
    expect(laterDay("2027-01-01", 30, local("2027-01-31T23:59"), ZONE)).toBe("2027-03-02");
    expect(laterDay("2027-01-01", 30, local("2027-06-01"), ZONE)).toBe("2027-07-01");
  });

  it("is so far off, counted in days of the calendar", () => {
    expect(farOff("2027-02-28", local("2027-02-14T23:59"), ZONE)).toBe("in 14 days");
    expect(farOff("2027-03-29", local("2027-03-28T00:30"), ZONE)).toBe("tomorrow");
    expect(farOff("2027-02-28", local("2027-02-28T09:00"), ZONE)).toBe("today");
  });
});
