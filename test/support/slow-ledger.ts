/** The bill once more, slowly: from the events alone, one stretch and one day after the other, in fractions of whole numbers. */
import { DateTime } from "luxon";

const ZONE = "Europe/Berlin";

/** Memory in GB, storage in GB. */
export type Size = [memory: number, storage: number];

export interface MachineIs {
  state: string;
  template: string;
  size: Size;
}

export interface SlowLine {
  day: string;
  kind: "reserved" | "allocated";
  name: string;
  seconds: number;
  /** With six decimals. */
  amount: string;
}

interface Stretch {
  terms: string;
  from: number;
  to: number;
}

/** What was so from when until when, in seconds since 1970; `Infinity` where it still is. */
type Course = Stretch[];

export type SlowLedger = ReturnType<typeof slowLedger>;

export function slowLedger() {
  const courses = new Map<string, Course>();
  const rates = new Map<string, [memory: string, storage: string]>();
  const prices = new Map<string, string | null>();
  return {
    rate: (from: string, memory: string, storage: string) => void rates.set(from, [memory, storage]),
    price: (template: string, from: string, price: string | null) => void prices.set(`${template} ${from}`, price),
    granted: (at: number, name: string, size: Size | null) => become(courses, `granted ${name}`, at, size),
    machine: (at: number, name: string, is: MachineIs) =>
      become(courses, `allocated ${name}`, at, COUNTS.has(is.state) ? is : null),
    /** Of these days, as they come to until then. */
    lines: (first: string, last: string, until: number): SlowLine[] =>
      daysFrom(first, last).flatMap((day) => linesOf(day, until, courses, { rates, prices })),
  };
}

const COUNTS = new Set(["running", "stopped", "paused", "stored"]);

function become(courses: Map<string, Course>, key: string, at: number, is: object | null): void {
  const course = courses.get(key) ?? [];
  courses.set(key, course);
  const last = course.at(-1);
  const terms = JSON.stringify(is);
  if (last && last.to === Infinity && last.terms === terms) return;
  if (last && last.to === Infinity) last.to = at;
  if (is) course.push({ terms, from: at, to: Infinity });
}

interface Day {
  day: string;
  from: number;
  to: number;
}

function daysFrom(first: string, last: string): Day[] {
  const days: Day[] = [];
  for (let at = DateTime.fromISO(first, { zone: ZONE }); (at.toISODate() ?? "") <= last; at = at.plus({ days: 1 }))
    days.push({ day: at.toISODate() ?? "", from: at.toSeconds(), to: at.plus({ days: 1 }).toSeconds() });
  return days;
}

interface Prices {
  rates: Map<string, [memory: string, storage: string]>;
  prices: Map<string, string | null>;
}

/** A stretch as far as it is within. */
interface Piece {
  name: string;
  terms: string;
  from: number;
  to: number;
}

function linesOf(day: Day, until: number, courses: Map<string, Course>, known: Prices): SlowLine[] {
  const pieces = (kind: string): Piece[] =>
    [...courses].flatMap(([key, course]) => {
      const [of = "", name = ""] = key.split(" ");
      const cut = course.map(({ terms, from, to }) => ({
        ...{ name, terms },
        ...{ from: Math.max(from, day.from), to: Math.min(to, day.to, until) },
      }));
      return of === kind ? cut.filter(({ from, to }) => to > from) : [];
    });
  const machines = pieces("allocated");
  return [
    ...pieces("granted").map((piece) => reserved(piece, machines, day, known)),
    ...machines.map((piece) => allocated(piece, day, known)),
  ];
}

function reserved(piece: Piece, machines: Piece[], day: Day, known: Prices): SlowLine {
  const moments = [piece, ...machines].flatMap(({ from, to }) => [from, to]);
  const within = [...new Set(moments)].filter((at) => at >= piece.from && at <= piece.to).sort((a, b) => a - b);
  const [memory, storage] = JSON.parse(piece.terms) as Size;
  let [memoryTime, storageTime] = [0, 0];
  for (const [n, from] of within.slice(0, -1).entries()) {
    const time = (within[n + 1] ?? from) - from;
    const there = machines.filter((one) => one.from <= from && one.to > from).map(({ terms }) => countedIn(terms));
    memoryTime += (memory - there.reduce((sum, [one]) => sum + one, 0)) * time;
    storageTime += (storage - there.reduce((sum, [, one]) => sum + one, 0)) * time;
  }
  return line(piece, "reserved", day, bySize(memoryTime, storageTime, day, known));
}

function countedIn(terms: string): Size {
  const { state, size } = JSON.parse(terms) as MachineIs;
  return state === "stored" ? [0, size[1]] : size;
}

function allocated(piece: Piece, day: Day, known: Prices): SlowLine {
  const { state, template } = JSON.parse(piece.terms) as MachineIs;
  const seconds = piece.to - piece.from;
  const own = state === "stored" ? null : latest(known.prices, template, day.day);
  const [memory, storage] = countedIn(piece.terms);
  const amount = own
    ? rounded(millionths(own) * BigInt(seconds), BigInt(day.to - day.from))
    : bySize(memory * seconds, storage * seconds, day, known);
  return line(piece, "allocated", day, amount);
}

/** GB × seconds, at the rate of that day. */
function bySize(memory: number, storage: number, { day, from, to }: Day, { rates }: Prices): bigint {
  const found = [...rates].filter(([start]) => start <= day).sort(([a], [b]) => (a < b ? -1 : 1));
  const [, rate] = found.at(-1) ?? ["", ["0", "0"]];
  const all = BigInt(memory) * millionths(rate[0] ?? "0") + BigInt(storage) * millionths(rate[1] ?? "0");
  return rounded(all, BigInt(to - from));
}

function latest(prices: Map<string, string | null>, template: string, day: string): string | null {
  const found = [...prices]
    .map(([key, price]) => ({ of: key.split(" ")[0], from: key.split(" ")[1] ?? "", price }))
    .filter(({ of, from }) => of === template && from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return found.at(-1)?.price ?? null;
}

function line({ name, from, to }: Piece, kind: SlowLine["kind"], { day }: Day, amount: bigint): SlowLine {
  return { day, kind, name, seconds: to - from, amount: decimal(amount) };
}

function millionths(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}

/** Half up. */
function rounded(of: bigint, by: bigint): bigint {
  const rest = of % by;
  return of / by + (rest * 2n >= by ? 1n : 0n);
}

/** With six decimals. */
export function decimal(amount: bigint): string {
  const digits = String(amount).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
