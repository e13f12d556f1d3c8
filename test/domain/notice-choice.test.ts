/** When somebody is told who chose quiet hours or a digest, whatever the clocks do meanwhile. */
import { expect, it } from "vitest";
import { dueAt, NO_CHOICE, type NoticeChoice } from "../../src/domain/notice-choice.ts";

const BERLIN = "Europe/Berlin";
const night: NoticeChoice = { ...NO_CHOICE, quiet: { from: "22:00", to: "07:00" } };
const digest: NoticeChoice = { ...NO_CHOICE, digest: true };

/** What is due, as the clock there shows it; null: at once. */
function told(choice: NoticeChoice, now: string, isUrgent = true): string | null {
  return dueAt(choice, isUrgent, new Date(now), BERLIN)?.toISOString() ?? null;
}

it("is at once for whoever has chosen nothing", () => {
  expect(told(NO_CHOICE, "2027-01-04T02:00:00Z", false)).toBeNull();
});

it.each([
  ["in the evening, when the night is over", "2027-01-04T21:30:00Z", "2027-01-05T06:00:00.000Z"],
  ["at the first minute of it", "2027-01-04T21:00:00Z", "2027-01-05T06:00:00.000Z"],
  ["after midnight, the same morning", "2027-01-04T02:00:00Z", "2027-01-04T06:00:00.000Z"],
  ["at the minute when it ends, at once", "2027-01-04T06:00:00Z", null],
  ["by day, at once", "2027-01-04T12:00:00Z", null],
  ["in the night in which an hour is lost", "2027-03-27T22:00:00Z", "2027-03-28T05:00:00.000Z"],
  ["in the night that has an hour more", "2027-10-30T21:00:00Z", "2027-10-31T06:00:00.000Z"],
])("in quiet hours is said %s", (_when, now, due) => {
  expect(told(night, now)).toBe(due);
});

it("keeps to quiet hours that do not cross midnight", () => {
  const noon: NoticeChoice = { ...NO_CHOICE, quiet: { from: "12:00", to: "14:00" } };
  expect(told(noon, "2027-01-04T11:30:00Z")).toBe("2027-01-04T13:00:00.000Z");
  expect(told(noon, "2027-01-04T13:00:00Z")).toBeNull();
});

it.each([
  ["at the next nine o'clock", "2027-01-04T07:59:00Z", "2027-01-04T08:00:00.000Z"],
  ["at nine o'clock tomorrow from nine o'clock on", "2027-01-04T08:00:00Z", "2027-01-05T08:00:00.000Z"],
  ["at nine o'clock by summer time", "2027-03-27T20:00:00Z", "2027-03-28T07:00:00.000Z"],
])("what is gathered is said %s", (_when, now, due) => {
  expect(told(digest, now, false)).toBe(due);
});

it("does not gather what is urgent, and says a digest when the quiet hours are over", () => {
  expect(told(digest, "2027-01-04T07:00:00Z", true)).toBeNull();
  const late: NoticeChoice = { ...digest, quiet: { from: "22:00", to: "10:30" } };
  expect(told(late, "2027-01-04T07:00:00Z", false)).toBe("2027-01-04T09:30:00.000Z");
});
