/** Times that come round every week, as they are written, and on the days on which clocks are set forward or back. */
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { lastWeekly, nextWeekly, parseWeekly, type Weekly, weeklyText } from "../../src/domain/weekly.ts";

const ZONE = "Europe/Berlin";

const weekly = (text: string) => parseWeekly(text) as Weekly;
const local = (text: string, zone = ZONE) => DateTime.fromISO(text, { zone }).toJSDate();
const shown = (moment: Date, zone = ZONE) => DateTime.fromJSDate(moment, { zone }).toFormat("ccc yyyy-MM-dd HH:mm ZZ");

describe("a weekly time", () => {
  it.each([
    ["mon 09:00", "mon 09:00"],
    ["mon-fri 19:00", "mon-fri 19:00"],
    ["mon,wed 07:30", "mon,wed 07:30"],
    ["wed,mon,tue 07:30", "mon-wed 07:30"],
    ["mon-wed,fri 00:00", "mon-wed,fri 00:00"],
    ["Daily  22:15 ", "daily 22:15"],
    ["mon-sun 22:15", "daily 22:15"],
    ["sat,sat-sun 23:59", "sat-sun 23:59"],
  ])("may be written %j", (text, again) => {
    expect(weeklyText(weekly(text))).toBe(again);
  });

  it.each([
    ...["", "mon", "09:00", "monday 09:00", "mon 9:00", "mon 24:00", "mon 09:60", "fri-mon 09:00", "mon- 09:00"],
    ...["mon, wed 09:00", "mon-wed-fri 09:00", "mon,,wed 09:00", "daily,mon 09:00", "mon 09:00 10:00", "none"],
  ])("is not written %j", (text) => {
    expect(parseWeekly(text)).toBeUndefined();
  });
});

describe("the next one", () => {
  it.each([
    ["mon-fri 19:00", "2027-01-04T18:59", "Mon 2027-01-04 19:00 +01:00"],
    ["mon-fri 19:00", "2027-01-04T19:00", "Tue 2027-01-05 19:00 +01:00"],
    ["mon-fri 19:00", "2027-01-08T19:00", "Mon 2027-01-11 19:00 +01:00"],
    ["mon 19:00", "2027-01-04T19:00", "Mon 2027-01-11 19:00 +01:00"],
    ["sun 00:00", "2027-01-04T00:00", "Sun 2027-01-10 00:00 +01:00"],
  ])("%s after %s is %s", (text, moment, next) => {
    expect(shown(nextWeekly(weekly(text), local(moment), ZONE))).toBe(next);
  });

  it("is at the same time of the day when the clocks have been set", () => {
    expect(shown(nextWeekly(weekly("mon 07:00"), local("2027-03-27"), ZONE))).toBe("Mon 2027-03-29 07:00 +02:00");
    expect(shown(nextWeekly(weekly("mon 07:00"), local("2027-10-30"), ZONE))).toBe("Mon 2027-11-01 07:00 +01:00");
  });

  it("is an hour later where the clocks skip it, and comes once", () => {
    const at = nextWeekly(weekly("daily 02:30"), local("2027-03-27T02:30"), ZONE);
    expect(shown(at)).toBe("Sun 2027-03-28 03:30 +02:00");
    expect(shown(nextWeekly(weekly("daily 02:30"), at, ZONE))).toBe("Mon 2027-03-29 02:30 +02:00");
  });

  it("is the first of two where the clocks show it twice, and comes once", () => {
    const at = nextWeekly(weekly("daily 02:30"), local("2027-10-30T02:30"), ZONE);
    expect(shown(at)).toBe("Sun 2027-10-31 02:30 +02:00");
    expect(shown(nextWeekly(weekly("daily 02:30"), at, ZONE))).toBe("Mon 2027-11-01 02:30 +01:00");
  });

  it("is known of the zone in which it is meant, also at its midnight and at the end of its dates", () => {
    const moment = new Date("2027-01-04T23:00:00Z");
    expect(shown(nextWeekly(weekly("tue 19:00"), moment, "America/New_York"), "America/New_York")).toBe(
      "Tue 2027-01-05 19:00 -05:00",
    );
    expect(shown(nextWeekly(weekly("mon 19:00"), moment, "Pacific/Kiritimati"), "Pacific/Kiritimati")).toBe(
      "Mon 2027-01-11 19:00 +14:00",
    );
  });

  it("follows one after the other through a year, a day or an hour's difference apart", () => {
    const apart = new Set<number>();
    for (let at = local("2027-01-01"), days = 0; days < 365; days += 1) {
      const next = nextWeekly(weekly("daily 02:30"), at, ZONE);
      if (days > 0) apart.add((next.getTime() - at.getTime()) / 3_600_000);
      expect(lastWeekly(weekly("daily 02:30"), next, ZONE)).toEqual(next);
      at = next;
    }
    expect([...apart].sort()).toEqual([23, 24, 25]);
  });
});

describe("the last one", () => {
  it.each([
    ["mon-fri 19:00", "2027-01-04T18:59", "Fri 2027-01-01 19:00 +01:00"],
    ["mon-fri 19:00", "2027-01-04T19:00", "Mon 2027-01-04 19:00 +01:00"],
    ["mon 19:00", "2027-01-04T18:00", "Mon 2026-12-28 19:00 +01:00"],
  ])("%s at %s was %s", (text, moment, last) => {
    expect(shown(lastWeekly(weekly(text), local(moment), ZONE))).toBe(last);
  });
});
