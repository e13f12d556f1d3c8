/** How a person chose to be told: when, gathered or at once, and where. */
import { DateTime } from "luxon";

export interface NoticeChoice {
  /** Is what is not urgent gathered, and said once a day? */
  digest: boolean;
  /** Between these times of the day, `22:00` and `07:00`, nothing is said; null: there are none. */
  quiet: Quiet | null;
  where: "dm" | "channel";
}

interface Quiet {
  from: string;
  to: string;
}

/** What holds for whoever has chosen nothing. */
export const NO_CHOICE: NoticeChoice = { digest: false, quiet: null, where: "dm" };

/** When digests are said, on the datacenter's clock. */
export const DIGEST_AT = "09:00";

/** When this is to be said to who chose so, having come up now; null: at once. */
export function dueAt({ digest, quiet }: NoticeChoice, isUrgent: boolean, now: Date, zone: string): Date | null {
  const local = DateTime.fromJSDate(now, { zone });
  const at = digest && !isUrgent ? next(local, DIGEST_AT) : local;
  const due = quiet ? afterQuiet(at, quiet) : at;
  return due === local ? null : due.toJSDate();
}

/** The moment itself, or when the quiet hours end that it falls into. */
function afterQuiet(moment: DateTime, { from, to }: Quiet): DateTime {
  const time = moment.toFormat("HH:mm");
  const isQuiet = from < to ? from <= time && time < to : from <= time || time < to;
  return isQuiet ? next(moment, to) : moment;
}

/** The next time that a clock there shows this. */
function next(moment: DateTime, time: string): DateTime {
  const today = on(moment, time);
  return today > moment ? today : on(moment.plus({ days: 1 }), time);
}

function on(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(":").map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}
