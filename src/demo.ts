/** The demo: everything embedded, the demo datacenter, and a chat in the terminal in which one person plays everybody. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { DateTime } from "luxon";
import type { Logger } from "pino";
import { COMMANDS } from "../commands/index.ts";
import { startConsole } from "./adapters/console/start.ts";
import { readDatacenterFile } from "./app/datacenter/file.ts";
import { completions } from "./bot/completions.ts";
import { runningClock, standingClock } from "./clock.ts";
import { compose, type System } from "./compose/index.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database.ts";
import { setLatency } from "./simulator.ts";

const DATACENTER = path.join(import.meta.dirname, "../docs/demo-datacenter.yaml");

/** Monday, 4 January 2027, 00:00, in the demo datacenter's zone. */
const FIRST_MOMENT = DateTime.fromISO("2027-01-04T00:00", { zone: "Europe/Berlin" }).toJSDate();

/** Slow enough that the steps can be watched. */
const LATENCY_TO_WATCH_MS = 700;

export interface DemoOptions {
  /** A transcript to run; null: a chat in the terminal. */
  script: string | null;
  format: "text" | "json";
  fresh: boolean;
}

const EXAMPLES = ["vm create web-01 --role shop/web/front --template small", "dana! Approve", "vm list"];

/** Runs the demo; resolves to the exit status of the process. */
export async function demo(config: Config, log: Logger, options: DemoOptions): Promise<number> {
  const text = options.script === null ? null : await readFile(options.script, "utf8");
  const database = await openDatabase(config, options.fresh);
  const simulator = options.fresh
    ? await mkdtemp(path.join(os.tmpdir(), "quartermaster-simulator-"))
    : path.join(config.DATA_DIR, "simulator");
  await setLatency(simulator, text === null ? (config.SIMULATOR_LATENCY_MS ?? LATENCY_TO_WATCH_MS) : 0);
  const chat = startConsole();
  const system = await compose({
    ...{ config, log, database: database.url, name: database.name, chats: [chat.chat], simulator },
    clock: text === null ? runningClock() : standingClock(FIRST_MOMENT),
  });
  try {
    if (!(await system.app.datacenters.exist())) await loadDatacenter(system);
    await system.refreshLimits();
    return text === null ? await talk(config, chat, system) : await play(text, options, chat, system);
  } finally {
    await system.close();
    await database.close();
    if (options.fresh) await rm(simulator, { recursive: true, force: true });
  }
}

/** Loads the demo datacenter, through the same door as administrators. */
async function loadDatacenter({ app }: System): Promise<void> {
  await app.datacenter.apply(readDatacenterFile(path.basename(DATACENTER), await readFile(DATACENTER, "utf8")), null);
}

type Chat = ReturnType<typeof startConsole>;

async function play(text: string, { format, script }: DemoOptions, chat: Chat, system: System): Promise<number> {
  return chat.runScript(system, {
    ...{ text, format, folders: foldersOf(script) },
    width: process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
}

async function talk(config: Config, chat: Chat, system: System): Promise<number> {
  await chat.openChatRoom(system, {
    ...{ input: process.stdin, output: process.stdout, title: "Quartermaster", people: PEOPLE, examples: EXAMPLES },
    complete: (line) => completions(COMMANDS, line),
    historyFile: path.join(config.DATA_DIR, "history"),
    folders: foldersOf(null),
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  });
  return 0;
}

/** Where files that commands name are looked for. */
function foldersOf(script: string | null): string[] {
  return script === null ? [process.cwd()] : [process.cwd(), path.dirname(path.resolve(script))];
}

const PEOPLE = [
  { name: "ana", role: "user of retail" },
  { name: "olga", role: "operator of retail" },
  { name: "ben", role: "admin of retail" },
  { name: "eve", role: "user of labs" },
  { name: "lou", role: "admin of labs" },
  { name: "dana", role: "admin of the datacenter" },
  { name: "dee", role: "admin of the datacenter" },
  { name: "gus", role: "known to nobody" },
];
