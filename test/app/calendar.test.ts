/** Ends that the calendar brings: one that cannot be made known keeps none of the others waiting. */
import { expect, it } from "vitest";
import { endsOnTheCalendar } from "../../src/app/calendar.ts";
import type { Requests } from "../../src/app/requests.ts";
import { Refusal } from "../../src/domain/refusal.ts";

const NOW = new Date("2027-01-04T10:00:00Z");
const LAST_DAY = { until: "2027-01-05", usableAt: new Date("2027-01-01T10:00:00Z"), timeZone: "Europe/Berlin" };

async function sweep(failing: Record<string, Error>) {
  const known: string[] = [];
  const submit: Requests["submit"] = async ({ details }) => {
    const name = "name" in details ? details.name : "";
    if (failing[name]) throw failing[name];
    known.push(name);
    return {} as Awaited<ReturnType<Requests["submit"]>>;
  };
  const directory = { enter: async () => "calendar" };
  const all = ["shop", "till"].map((name) => ({ id: name, name, businessUnit: "retail", ...LAST_DAY }));
  const timetable = endsOnTheCalendar(
    { requests: { submit }, directory },
    {
      expiring: async () => all,
      details: ({ id, name, until }) => ({ kind: "infra.end", infrastructure: id, name, until, lastDay: until }),
    },
  );
  return { known, ended: await timetable.sweep(NOW).catch((error: Error) => error.message) };
}

it("makes every end known that it can, and says then what failed", async () => {
  expect(await sweep({ shop: new Error("reading shop") })).toEqual({ known: ["till"], ended: "reading shop" });
});

it("comes back to an end when maintenance is over, and complains of nothing", async () => {
  const refusal = new Refusal("maintenance", "no new work is taken in", "ask again when it is over");
  expect(await sweep({ shop: refusal })).toEqual({ known: ["till"], ended: undefined });
});
