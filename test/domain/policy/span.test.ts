/** Spans of a policy: days of the calendar, hours that pass, and only those in which people work. */
import { describe, expect, it } from "vitest";
import { after, isSpan, whileWorking } from "../../../src/domain/policy/span.ts";

const BERLIN = "Europe/Berlin";
const ANY_TIME = { hours: null, zone: BERLIN };
const OFFICE = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00", zone: BERLIN };
const AT_WORK = { hours: OFFICE, zone: BERLIN };

it.each([
  ["30m", true],
  ["7d", true],
  ["0d", false],
  ["1.5h", false],
  ["2w", false],
  ["", false],
])("%j is a span: %s", (text, is) => expect(isSpan(text)).toBe(is));

describe("on the clock", () => {
  it.each([
    ["hours pass", "2027-01-04T10:00+01:00", "4h", 1, "2027-01-04T14:00+01:00"],
    ["twice as many do", "2027-01-04T10:00+01:00", "4h", 2, "2027-01-04T18:00+01:00"],
    [
      "a day ends at the same time where clocks go forward",
      "2027-03-27T12:00+01:00",
      "1d",
      1,
      "2027-03-28T12:00+02:00",
    ],
    ["a day ends at the same time where clocks go back", "2027-10-30T12:00+02:00", "1d", 1, "2027-10-31T12:00+01:00"],
    ["a day of hours is not the same then", "2027-03-27T12:00+01:00", "24h", 1, "2027-03-28T13:00+02:00"],
  ])("%s", (_what, start, span, times, end) => {
    expect(after(new Date(start), span, ANY_TIME, times)).toEqual(new Date(end));
  });
});

describe("in working hours", () => {
  it.each([
    ["hours pass while people work", "2027-01-04T10:00+01:00", "4h", "2027-01-04T14:00+01:00"],
    ["what is left goes on the next morning", "2027-01-04T15:00+01:00", "4h", "2027-01-05T11:00+01:00"],
    ["they begin in the morning", "2027-01-04T03:00+01:00", "90m", "2027-01-04T10:30+01:00"],
    ["they begin on Monday", "2027-01-09T12:00+01:00", "1h", "2027-01-11T10:00+01:00"],
    ["a whole day of work ends in the evening", "2027-01-04T09:00+01:00", "8h", "2027-01-04T17:00+01:00"],
    ["days are days on which people work", "2027-01-07T10:00+01:00", "2d", "2027-01-11T10:00+01:00"],
    ["a day asked for at night counts from the morning", "2027-01-04T00:00+01:00", "3d", "2027-01-07T09:00+01:00"],
    ["a night in which clocks change is not worked", "2027-03-26T16:00+01:00", "2h", "2027-03-29T10:00+02:00"],
  ])("%s", (_what, start, span, end) => {
    expect(after(new Date(start), span, AT_WORK)).toEqual(new Date(end));
  });

  it("nobody is disturbed at night", () => {
    const noon = new Date("2027-01-04T12:00+01:00");
    expect(whileWorking(noon, OFFICE)).toEqual(noon);
    expect(whileWorking(new Date("2027-01-08T17:00+01:00"), OFFICE)).toEqual(new Date("2027-01-11T09:00+01:00"));
    expect(whileWorking(new Date("2027-01-09T17:00+01:00"), null)).toEqual(new Date("2027-01-09T17:00+01:00"));
  });
});
