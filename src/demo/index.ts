/** The demo: everything embedded, the demo datacenter, and a chat in which one person plays everybody. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { DateTime } from "luxon";
import type { Logger } from "pino";
import { startConsole } from "../adapters/console/start.ts";
import { readDatacenterFile } from "../app/datacenter/file.ts";
import { runningClock, standingClock } from "../clock.ts";
import { compose, type System } from "../compose/index.ts";
import type { Config } from "../config.ts";
import { openDatabase } from "../database.ts";
import { setLatency, setUsage } from "../simulator.ts";
import { type ChatBeside, openBeside } from "./beside.ts";
import { play, talk } from "./console.ts";
import { type DemoHosts, openHosts } from "./hosts.ts";
import { besideDoors, type ServeOptions } from "./serve.ts";

const DATACENTER = path.join(import.meta.dirname, "../../docs/demo-datacenter.yaml");

/** Monday, 4 January 2027, 00:00, in the demo datacenter's zone. */
const FIRST_MOMENT = DateTime.fromISO("2027-01-04T00:00", { zone: "Europe/Berlin" }).toJSDate();

/** Slow enough that the steps can be watched. */
const LATENCY_TO_WATCH_MS = 500;

export interface DemoOptions {
  /** A transcript to run; null: a chat in the terminal. */
  script: string | null;
  format: "text" | "json";
  fresh: boolean;
  /** Real hosts instead of simulated ones, and a throw-away database. */
  libvirt: boolean;
  /** A chat in the browser, beside the one in the terminal. */
  beside: ChatBeside | null;
  /** The server's doors instead of the terminal; null: the terminal. */
  serve: ServeOptions | null;
}

/** Runs the demo; resolves to the exit status of the process. */
export async function demo(given: Config, log: Logger, options: DemoOptions): Promise<number> {
  const text = options.script === null ? null : await readFile(options.script, "utf8");
  const hosts = await openHosts(options.libvirt, (line) => process.stderr.write(`${line}\n`));
  try {
    return await demoOn(hosts, { ...given, ...hosts.settings }, log, options, text);
  } finally {
    await hosts.close();
  }
}

async function demoOn(
  hosts: DemoHosts,
  given: Config,
  log: Logger,
  options: DemoOptions,
  text: string | null,
): Promise<number> {
  const fresh = options.fresh || hosts.areNew;
  const beside = options.serve ? besideDoors(given, log, options.serve) : await openBeside(options.beside, given, log);
  const config = { ...given, ...beside.settings };
  const database = await openDatabase(config, fresh);
  const simulator = fresh
    ? await mkdtemp(path.join(os.tmpdir(), "quartermaster-simulator-"))
    : path.join(config.DATA_DIR, "simulator");
  await setLatency(simulator, text === null ? (config.SIMULATOR_LATENCY_MS ?? LATENCY_TO_WATCH_MS) : 0);
  if (text === null) await setUsage(simulator);
  const console = startConsole();
  const system = await compose({
    ...{ config, log, database: database.url, name: database.name, simulator },
    ...{ chats: async (book) => [console.chat, ...(await beside.connect(book))], checkChats: beside.check },
    clock: text === null ? runningClock() : standingClock(FIRST_MOMENT),
  });
  try {
    await loadDatacenter(system, hosts.described, beside.knownToo);
    await beside.open(system);
    if (options.serve) return 0;
    if (text === null) return await talk(config, console, system, beside.url);
    await system.showAgain(console.chat.platform);
    return await playUntilInterrupted((interruption) => play(text, options, console, system, interruption));
  } finally {
    await beside.close();
    await system.close();
    await database.close();
    if (fresh) await rm(simulator, { recursive: true, force: true });
  }
}

/** Loads the demo datacenter, through the same door as administrators, unless there is one; people may be new. */
async function loadDatacenter(
  { app, refreshLimits }: System,
  described: DemoHosts["described"],
  knownToo: ((yaml: string) => string) | null,
): Promise<void> {
  if (knownToo === null && (await app.datacenters.exist())) return;
  const yaml = described(await readFile(DATACENTER, "utf8"));
  await app.datacenter.apply(readDatacenterFile(path.basename(DATACENTER), knownToo ? knownToo(yaml) : yaml), null);
  await refreshLimits();
}

const INTERRUPTED = 130;

/** Plays until whoever waits for the transcript does so no more; the demo then still ends as it should. */
function playUntilInterrupted(play: (interruption: AbortSignal) => Promise<number>): Promise<number> {
  const interrupting = new AbortController();
  const interrupted = new Promise<number>((resolve) => {
    interrupting.signal.addEventListener("abort", () => resolve(INTERRUPTED));
  });
  const interrupt = () => interrupting.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupt);
  process.stdout.on("error", interrupt);
  return Promise.race([play(interrupting.signal), interrupted]);
}
