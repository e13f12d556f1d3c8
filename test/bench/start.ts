/** How long the demo takes to its prompt, and what it costs while nobody does anything. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "./ground.ts";
import { elapsedMs, median, type Row } from "./harness.ts";

const ROOT = join(import.meta.dirname, "../..");
const STARTS = 3;
const SETTLE_MS = 3000;
const QUIET_MS = 20_000;

export const start: Bench = {
  name: "start",
  async run({ directory }) {
    const [cold, warm]: [number[], number[]] = [[], []];
    for (let n = 0; n < STARTS; n++) {
      const folder = join(directory, `demo-${n}`);
      cold.push(await startOnce(folder));
      warm.push(await startOnce(folder));
    }
    const rows: Row[] = [
      { kind: "figure", what: "start: demo, empty folder", unit: "s", value: median(cold) / 1000, goal: { below: 5 } },
      { kind: "figure", what: "start: demo, again", unit: "s", value: median(warm) / 1000, goal: { below: 5 } },
    ];
    return [...rows, ...(await costOfQuiet(join(directory, "demo-0")))];
  },
};

/** Milliseconds from `npm run demo` to the prompt. */
async function startOnce(folder: string): Promise<number> {
  const demo = open("npm", ["run", "--silent", "demo"], folder);
  const took = await elapsedMs(() => greeted(demo));
  await leave(demo);
  return took;
}

function open(program: string, args: string[], folder: string): ChildProcessWithoutNullStreams {
  const { DATABASE_URL, REDIS_URL, ...environment } = process.env;
  const demo = spawn(program, args, { cwd: ROOT, env: { ...environment, DATA_DIR: folder } });
  demo.stderr.pipe(process.stderr);
  return demo;
}

/** The last line before the prompt, which itself is not printed into a pipe. */
async function greeted(demo: ChildProcessWithoutNullStreams): Promise<void> {
  let said = "";
  for await (const chunk of demo.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    if (said.includes("leaves (or Ctrl-D)")) return void demo.stdout.resume();
  }
  throw new Error(`the demo ended before it was ready, after saying: ${said}`);
}

async function leave(demo: ChildProcessWithoutNullStreams): Promise<void> {
  const ended = once(demo, "close");
  demo.stdin.end();
  await ended;
}

async function costOfQuiet(folder: string): Promise<Row[]> {
  if (!existsSync("/proc/self/stat"))
    return [{ kind: "skipped", what: "start: cost of quiet", why: "there is no /proc" }];
  const demo = open(process.execPath, ["src/main.ts", "demo"], folder);
  await greeted(demo);
  await pause(SETTLE_MS);
  const postmaster = Number(readFileSync(join(folder, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]);
  const self = demo.pid ?? 0;
  const [before, serverBefore] = [cpuMs([self]), cpuMs(familyOf(postmaster))];
  await pause(QUIET_MS);
  const share = (ms: number) => (ms / QUIET_MS) * 100;
  const [used, serverUsed] = [share(cpuMs([self]) - before), share(cpuMs(familyOf(postmaster)) - serverBefore)];
  const memory = residentMb(self);
  await leave(demo);
  return [
    { kind: "figure", what: "start: memory when quiet", unit: "MB", value: memory, goal: { below: 200 } },
    { kind: "figure", what: "start: processor when quiet", unit: "%", value: used, goal: { below: 2 } },
    { kind: "figure", what: "start: its Postgres when quiet", unit: "%", value: serverUsed, goal: null },
  ];
}

const TICK_MS = 10;

/** Time on the processor, in user and kernel mode; fields 14 and 15 of /proc/pid/stat (proc_pid_stat(5)). */
function cpuMs(pids: number[]): number {
  return pids.map((pid) => statOf(pid)).reduce((sum, stat) => sum + TICK_MS * (Number(stat[11]) + Number(stat[12])), 0);
}

/** The process and its children. */
function familyOf(pid: number): number[] {
  const all = readdirSync("/proc").map(Number).filter(Boolean);
  return all.filter((one) => one === pid || statOf(one)[1] === String(pid));
}

/** The fields from the third on, which follow the name in brackets. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return Array.from({ length: 13 }, () => "0");
  }
}

function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
