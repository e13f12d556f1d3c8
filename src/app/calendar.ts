/** What the calendar brings to an end: each known some days before, in a request of its own. */
import { CALENDAR } from "../domain/actor.ts";
import { announcementOf, lastDayOf } from "../domain/ending.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Details } from "../domain/request.ts";
import type { Timetable } from "./deadlines.ts";
import { oneByOne } from "./everywhere.ts";
import type { Directory } from "./people-ports.ts";
import type { Requests } from "./requests.ts";

/** Something that can be used, and ends some day. */
export interface Expiring {
  id: string;
  name: string;
  businessUnit: string;
  /** The day, `YYYY-MM-DD`, that was agreed on. */
  until: string;
  usableAt: Date;
  timeZone: string;
}

/** What ends some day, found by the last day that was agreed on, and the request that its end is. */
interface Ends<E extends Expiring> {
  expiring(until: string | null): Promise<E[]>;
  details(one: E): Details;
}

export interface CalendarRooms {
  directory: Pick<Directory, "enter">;
  requests: Pick<Requests, "submit">;
}

/** What is due within so many days is looked at one by one. */
export function endsOnTheCalendar<E extends Expiring>(rooms: CalendarRooms, ends: Ends<E>): Timetable {
  return {
    async sweep(now) {
      const due = (await ends.expiring(aheadOf(now))).filter((one) => knownOn(one) <= now);
      await oneByOne(due, (one) => makeKnown(rooms, one.businessUnit, ends.details(one)));
    },
    async next() {
      const moments = (await ends.expiring(null)).map(knownOn);
      return moments.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
    },
  };
}

const DAY_MS = 86_400_000;

/** The first reminder comes 14 days ahead; whatever the zone, that is not more than this. */
function aheadOf(now: Date): string {
  return new Date(now.getTime() + 16 * DAY_MS).toISOString().slice(0, 10);
}

function knownOn({ until, usableAt, timeZone }: Expiring): Date {
  return announcementOf(lastDayOf(until, usableAt, timeZone), usableAt, timeZone);
}

/** Another process may have been quicker: then there is nothing to do. Under maintenance it is made known later. */
async function makeKnown(
  { directory, requests }: CalendarRooms,
  businessUnit: string,
  details: Details,
): Promise<void> {
  await directory.enter(CALENDAR, "the calendar");
  try {
    await requests.submit({ details, businessUnit, wait: true }, CALENDAR);
  } catch (error) {
    if (!(error instanceof Refusal && PASSED_BY.has(error.code))) throw error;
  }
}

const PASSED_BY: ReadonlySet<RefusalCode> = new Set(["duplicate", "wrong-state", "maintenance"]);
