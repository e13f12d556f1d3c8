/** Measuring: two contenders take turns, and the medians of their rounds are compared. */

import { setTimeout as pause } from "node:timers/promises";

/** What a figure ought to be: at least so much, or less than so much. */
export type Goal = { atLeast: number } | { below: number };

/** One line of the table. The goal of a race is its ratio's. */
export type Row =
  | { kind: "race"; what: string; unit: string; ours: number; baseline: number; ratio: number; goal: Goal | null }
  | { kind: "figure"; what: string; unit: string; value: number; goal: Goal | null }
  | { kind: "skipped"; what: string; why: string };

export interface Race {
  what: string;
  unit: string;
  goal: Goal | null;
  rounds?: number;
  /** Runs once and returns its figure. */
  ours(): Promise<number>;
  baseline(): Promise<number>;
}

/**
 * Lets the two run by turns, each second round the other way about, so that neither is always the one that comes after
 * the other; a first round warms up and does not count. The ratio is the median of the rounds' ratios.
 */
export async function race({ what, unit, goal, rounds = 5, ours, baseline }: Race): Promise<Row> {
  const runs: { ours: number; baseline: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const early = round % 2 ? await baseline() : undefined;
    const own = await ours();
    runs.push({ ours: own, baseline: early ?? (await baseline()) });
  }
  const counted = runs.slice(1);
  return {
    ...{ kind: "race", what, unit, goal },
    ours: median(counted.map((run) => run.ours)),
    baseline: median(counted.map((run) => run.baseline)),
    ratio: median(counted.map((run) => run.ours / run.baseline)),
  };
}

/** How many of `count` things `work` does in a second. */
export async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  return count / ((await elapsedMs(work)) / 1000);
}

/** How long `work` takes, in milliseconds. */
export async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Does `work` for each item, so many at once. */
export async function atOnce<T>(most: number, items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: most }, lane));
}

const LOOK_EVERY_MS = 5;

/** Resolves when it holds; throws after a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("waiting for what a bench started");
    await pause(LOOK_EVERY_MS);
  }
}

export function median(values: number[]): number {
  return percentile(values, 50);
}

/** The value below or at which `percent` of the values lie. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** The memory of the process as it is now. */
export function memoryAfter(what: string): Row {
  return { kind: "figure", what, unit: "MB", value: process.memoryUsage.rss() / 1024 / 1024, goal: { below: 300 } };
}
