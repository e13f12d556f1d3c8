/** Arguments about the calendar and the clock: days, times of the day or the week, zones. */
import { DateTime, IANAZone } from "luxon";
import { parseWeekly, type Weekly } from "../../domain/weekly.ts";
import { readBy } from "../arg-notes.ts";

/** A day, as `YYYY-MM-DD`. */
export const date = () =>
  readBy("YYYY-MM-DD", "a day such as 2027-03-31", (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid ? text : undefined,
  );

/** Two times of the day, which may lie on both sides of midnight; `off` for none. */
export const quietHours = () =>
  readBy("HH:MM-HH:MM", "two different times such as 22:00-07:00, or off", (text) => {
    if (text === "off") return { hours: null };
    const [, from, to] = QUIET.exec(text) ?? [];
    return from && to && from !== to ? { hours: { from, to } } : undefined;
  });

const QUIET = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A time of the week, `mon-fri 19:00`. */
export const weekly = () => readBy('"DAYS HH:MM"', WANTED_WEEKLY, parseWeekly);

/** The same, or `none` for none. */
export const weeklyOrNone = () =>
  readBy('"DAYS HH:MM"|none', `${WANTED_WEEKLY}, or none`, (text) =>
    text === "none" ? { weekly: null } : wrapped(parseWeekly(text)),
  );

const WANTED_WEEKLY = "days and a time such as mon-fri 19:00, mon,wed 07:30 or daily 22:00";

/** A time zone, `Europe/Berlin`. */
export const timeZone = () =>
  readBy("ZONE", "a time zone such as Europe/Berlin", (text) => (IANAZone.isValidZone(text) ? text : undefined));

function wrapped(weekly: Weekly | undefined): { weekly: Weekly } | undefined {
  return weekly && { weekly };
}

/** A month, as `YYYY-MM`. */
export const month = () =>
  readBy("YYYY-MM", "a month such as 2027-03", (text) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined));
