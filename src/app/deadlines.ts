/** Time as the product knows it: columns that fall due, and a sweep that acts on them. */
import { oneByOne } from "./everywhere.ts";
import type { Requests } from "./requests.ts";
import type { TimeEvent } from "./world-events.ts";

/** Some of what time brings about. */
export interface Timetable {
  /** Acts on everything that is due at `now`. Repeating it changes nothing. */
  sweep(now: Date): Promise<void>;
  /** When the next thing falls due; null when nothing does. */
  next(): Promise<Date | null>;
}

/** What is handed over when its time has come: to be carried out by orders, each once, in whatever process. */
export interface HandedOver {
  handOver(now: Date): Promise<void>;
  next(): Promise<Date | null>;
}

/** Like everything that is said or posted, it is said or posted by an order. */
export function handedOver(due: HandedOver): Timetable {
  return { sweep: (now) => due.handOver(now), next: () => due.next() };
}

/** All of it. */
export interface Deadlines {
  sweep(): Promise<void>;
  next(): Promise<Date | null>;
}

export function startDeadlines({ timetables, now }: { timetables: Timetable[]; now(): Date }): Deadlines {
  return {
    sweep: () => oneByOne(timetables, (timetable) => timetable.sweep(now())),
    async next() {
      const moments = await Promise.all(timetables.map((timetable) => timetable.next()));
      return moments.filter((moment) => moment !== null).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
    },
  };
}

/** Finds the requests that time has caught up with. */
export interface DueRequests {
  /** What is due and not after `now`, the oldest first. */
  due(now: Date): Promise<{ request: string; type: TimeEvent }[]>;
  next(): Promise<Date | null>;
}

export function requestDeadlines({ requests, due }: { requests: Pick<Requests, "tell">; due: DueRequests }): Timetable {
  return {
    async sweep(now) {
      await oneByOne(await due.due(now), async ({ request, type }) => void (await requests.tell(request, { type })));
    },
    next: () => due.next(),
  };
}
