/** The power schedule of a machine: at which times of the week it is stopped and started, and what is due of it. */
import { lastWeekly, nextWeekly, type Weekly } from "./weekly.ts";

const POWER_ACTIONS = ["stop", "start"] as const;

export type PowerAction = (typeof POWER_ACTIONS)[number];

/** The times of the week of each; null: none. */
export type PowerTimes = Record<PowerAction, Weekly | null>;

export interface PowerSchedule {
  times: PowerTimes;
  zone: string;
  /** When each comes next, as far as was acted on; null: never. */
  next: Record<PowerAction, Date | null>;
  /** Why nothing is done by it; null: it is. */
  paused: string | null;
}

/** When each comes first after this moment. */
export function nextTimes({ times, zone }: Pick<PowerSchedule, "times" | "zone">, now: Date): PowerSchedule["next"] {
  const next = (weekly: Weekly | null) => weekly && nextWeekly(weekly, now, zone);
  return { stop: next(times.stop), start: next(times.start) };
}

/**
 * What is to be done by now, and since when: of all that was missed just the last time, so that nothing is stopped
 * that should have been started again meanwhile. Null: nothing.
 */
export function dueOf(
  { times, zone, next, paused }: PowerSchedule,
  now: Date,
): { action: PowerAction; at: Date } | null {
  if (paused !== null) return null;
  const due = POWER_ACTIONS.flatMap((action) => {
    const [weekly, from] = [times[action], next[action]];
    return weekly && from && from <= now ? [{ action, at: lastWeekly(weekly, now, zone) }] : [];
  });
  return due.sort((a, b) => b.at.getTime() - a.at.getTime())[0] ?? null;
}

/** Do both name the same minute of the week? */
export function contradicts({ stop, start }: PowerTimes): boolean {
  return stop !== null && stop.time === start?.time && stop.days.some((day) => start.days.includes(day));
}
