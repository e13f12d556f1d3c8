/** Requests from another thread, so that what they cost this one is the server's cost alone. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { median, percentile, type Row } from "./harness.ts";

export interface Sendable {
  body: string;
  headers: Record<string, string>;
}

/** `answers`: how many requests under `/answers` of the traffic's own url it leads to. */
export type Load = { url: string; requests: Sendable[]; answers: number } & (
  | { atOnce: number }
  | { perSecond: number }
);

/** When each request was acknowledged, and when all of them were, in milliseconds. */
export interface Sent {
  acksMs: number[];
  tookMs: number;
}

interface Round {
  perSecond: number;
  p50: number;
  p99: number;
  /** Time on the processor per request, in milliseconds, until every answer was out. */
  cpuMs: number;
}

export interface Traffic {
  /** A chat whose API takes everything; without a slash at its end. */
  url: string;
  send(load: Load): Promise<Round>;
  close(): Promise<void>;
}

export async function openTraffic(): Promise<Traffic> {
  const thread = new Worker(new URL("traffic-thread.ts", import.meta.url));
  const [port] = await once(thread, "message");
  return {
    url: `http://127.0.0.1:${port}`,
    async send(load) {
      const before = process.threadCpuUsage();
      thread.postMessage(load);
      const [{ acksMs, tookMs }]: [Sent] = (await once(thread, "message")) as [Sent];
      const { user, system } = process.threadCpuUsage(before);
      return {
        perSecond: (1000 * acksMs.length) / tookMs,
        ...{ p50: percentile(acksMs, 50), p99: percentile(acksMs, 99) },
        cpuMs: (user + system) / 1000 / acksMs.length,
      };
    },
    close: async () => void (await thread.terminate()),
  };
}

const MEASURES = [
  { key: "perSecond", name: "throughput", unit: "/s" },
  { key: "p50", name: "p50", unit: "ms" },
  { key: "p99", name: "p99", unit: "ms" },
  { key: "cpuMs", name: "CPU each", unit: "ms" },
] as const;

const ROUNDS = 5;

/** Lets the two take turns; a first round warms up and does not count. */
export async function compareTraffic(
  what: string,
  ours: () => Promise<Round>,
  baseline: () => Promise<Round>,
): Promise<Row[]> {
  const runs: { ours: Round; baseline: Round }[] = [];
  for (let round = 0; round <= ROUNDS; round++) runs.push({ ours: await ours(), baseline: await baseline() });
  const counted = runs.slice(1);
  return MEASURES.map(({ key, name, unit }) => ({
    ...{ kind: "race", what: `${what}, ${name}`, unit, goal: null },
    ours: median(counted.map((run) => run.ours[key])),
    baseline: median(counted.map((run) => run.baseline[key])),
    ratio: median(counted.map((run) => run.ours[key] / run.baseline[key])),
  }));
}
