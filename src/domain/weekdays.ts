/** Days of the week as people write them: `mon`, `mon-fri`, `mon,wed`, `daily`. */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const EVERY_DAY = "daily";

/** The days in their order, 1 is Monday; undefined when the text names none. */
export function parseDays(text: string): number[] | undefined {
  if (text === EVERY_DAY) return DAYS.map((_, at) => at + 1);
  const parts = text.split(",").map((part) => part.trim().split("-"));
  const days = parts.flatMap(([first = "", last = first, ...more]) => {
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    return from < 0 || to < from || more.length > 0 ? [0] : DAYS.slice(from, to + 1).map((_, at) => from + at + 1);
  });
  return days.includes(0) ? undefined : [...new Set(days)].sort();
}

/** The same in as few words: `mon-wed,fri`. */
export function daysText(days: number[]): string {
  if (days.length === DAYS.length) return EVERY_DAY;
  return stretchesOf(days)
    .map(([first, last]) => (first === last ? nameOf(first) : `${nameOf(first)}-${nameOf(last)}`))
    .join(",");
}

/** First and last of the days that follow one another. */
function stretchesOf(days: number[]): [number, number][] {
  const firsts = days.filter((day) => !days.includes(day - 1));
  const lasts = days.filter((day) => !days.includes(day + 1));
  return firsts.map((first, at) => [first, lasts[at] ?? first]);
}

function nameOf(day: number): string {
  return DAYS[day - 1] ?? "";
}
