/** Spans of time as policies write them, counted on the clock or within working hours. */
import { DateTime, type DurationLike } from "luxon";

/** `30m`, `4h`, `7d`: minutes and hours that pass, or days of the calendar. */
export type Span = string;

/** When those who decide are at work. */
export interface Hours {
  /** Days of the week, 1 is Monday. */
  days: number[];
  /** Times of the day, `09:00` and later `17:00`. */
  from: string;
  to: string;
  zone: string;
}

const UNITS = { m: "minutes", h: "hours", d: "days" } as const;

const SPAN = /^([1-9]\d{0,3})([mhd])$/;

/** Is this a span? */
export function isSpan(text: string): boolean {
  return SPAN.test(text);
}

/**
 * The moment that lies a span, `times` over, after another. Days end at the same time of the day, whatever the clock was
 * set to in between. With hours, minutes and hours pass while people work, and days are days on which they work.
 */
export function after(
  start: Date,
  span: Span,
  { hours, zone }: { hours: Hours | null; zone: string },
  times = 1,
): Date {
  const { amount, unit } = partsOf(span);
  const local = DateTime.fromJSDate(start, { zone: hours?.zone ?? zone });
  if (!hours) return local.plus({ [UNITS[unit]]: amount * times } as DurationLike).toJSDate();
  const begun = intoHours(local, hours);
  const end =
    unit === "d"
      ? workingDaysLater(begun, amount * times, hours)
      : workingTimeLater(begun, amount * times * (unit === "h" ? 60 : 1), hours);
  return end.toJSDate();
}

/** The moment itself where somebody works then, otherwise the next one at which somebody does. */
export function whileWorking(moment: Date, hours: Hours | null): Date {
  return hours ? intoHours(DateTime.fromJSDate(moment, { zone: hours.zone }), hours).toJSDate() : moment;
}

function partsOf(span: Span): { amount: number; unit: keyof typeof UNITS } {
  const [, amount, unit] = SPAN.exec(span) ?? [];
  if (!amount || !unit) throw new Error(`reading the span ${JSON.stringify(span)}`);
  return { amount: Number(amount), unit: unit as keyof typeof UNITS };
}

function intoHours(moment: DateTime, hours: Hours): DateTime {
  if (!hours.days.includes(moment.weekday) || moment >= at(moment, hours.to)) return nextMorning(moment, hours);
  return DateTime.max(moment, at(moment, hours.from));
}

function workingDaysLater(moment: DateTime, days: number, hours: Hours): DateTime {
  let day = moment;
  for (let left = days; left > 0; left -= 1) day = nextDay(day, hours);
  return at(day, moment.toFormat("HH:mm")).set({ second: moment.second, millisecond: moment.millisecond });
}

function workingTimeLater(moment: DateTime, minutes: number, hours: Hours): DateTime {
  let [now, left] = [moment, minutes];
  for (;;) {
    const today = at(now, hours.to).diff(now, "minutes").minutes;
    if (left <= today) return now.plus({ minutes: left });
    left -= today;
    now = nextMorning(now, hours);
  }
}

function nextMorning(moment: DateTime, hours: Hours): DateTime {
  return at(nextDay(moment, hours), hours.from);
}

/** The same time on the next day on which people work. */
function nextDay(moment: DateTime, hours: Hours): DateTime {
  let day = moment.plus({ days: 1 });
  while (!hours.days.includes(day.weekday)) day = day.plus({ days: 1 });
  return day;
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(":").map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}
