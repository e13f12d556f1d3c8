/** When a report comes round that is kept with its time of the week as a text, `mon-fri 09:00`. */
import { lastWeekly, nextWeekly, parseWeekly, type Weekly } from "./weekly.ts";

/** The first time after that moment. */
export function nextTime(every: string, moment: Date, zone: string): Date {
  return nextWeekly(readWeekly(every), moment, zone);
}

/** The last time, not after that moment. */
export function lastTime(every: string, moment: Date, zone: string): Date {
  return lastWeekly(readWeekly(every), moment, zone);
}

/** It was read when it was entered; one that cannot be read any more is a bug. */
function readWeekly(every: string): Weekly {
  const weekly = parseWeekly(every);
  if (weekly) return weekly;
  throw new Error(`reading ${JSON.stringify(every)} as a time of the week`);
}
