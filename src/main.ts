/** The program: reads what it is asked to be, puts the house together, and lives until it is told to stop. */
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { applyFile } from "./apply.ts";
import { migrateAll } from "./compose/tables.ts";
import { readConfig } from "./config.ts";
import { openDatabase } from "./database.ts";
import { type DemoOptions, demo } from "./demo/index.ts";
import { writeDocs } from "./docs.ts";
import { writeManifests } from "./manifests.ts";
import { serve } from "./serve.ts";

const USAGE = `node src/main.ts                         serve: answer people, run queues and deadlines
node src/main.ts demo [--script FILE] [--format text|json] [--fresh] [--slack|--teams] [--libvirt]
                                         [--serve [--as ana=slack:T01/U01] [--channel approvals=slack:C01]]
node src/main.ts migrate                 bring the database up to date
node src/main.ts apply FILE              make the datacenter what this YAML file describes
node src/main.ts manifests               write the apps' manifests for Slack and Teams
node src/main.ts docs                    write the pages that are made from the program`;

const OPTIONS = {
  script: { type: "string" },
  format: { type: "string", default: "text" },
  fresh: { type: "boolean", default: false },
  slack: { type: "boolean", default: false },
  teams: { type: "boolean", default: false },
  libvirt: { type: "boolean", default: false },
  serve: { type: "boolean", default: false },
  as: { type: "string", multiple: true },
  channel: { type: "string", multiple: true },
} as const;

const MODES: Record<string, () => Promise<number>> = {
  serve: async () => serve(readConfig(process.env), pino({ level: readConfig(process.env).LOG_LEVEL })),
  demo: async () => demo(readConfig(process.env), demoLog(), demoOptions()),
  migrate: migrateDatabase,
  apply: async () => applyFile(readConfig(process.env), pino({ level: "warn" }), process.argv[3] ?? ""),
  manifests: async () => writeManifests(readConfig(process.env)),
  docs: writeDocs,
};

async function migrateDatabase(): Promise<number> {
  const config = readConfig(process.env);
  const database = await openDatabase(config, false);
  const done = await migrateAll(database.url, pino({ level: config.LOG_LEVEL }));
  await database.close();
  process.stdout.write(`${done.length ? `ran ${done.join(", ")}` : "nothing to do"}\n`);
  return 0;
}

/** The demo's terminal is a chat: what is logged goes to a file. */
function demoLog() {
  const { DATA_DIR, LOG_LEVEL } = readConfig(process.env);
  mkdirSync(DATA_DIR, { recursive: true });
  return pino({ level: LOG_LEVEL }, createWriteStream(path.join(DATA_DIR, "quartermaster.log"), { flags: "a" }));
}

/** Throws Usage for words that mean nothing. */
function options() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true }).values;
  } catch (cause) {
    throw new Usage(cause instanceof Error ? cause.message : String(cause));
  }
}

function demoOptions(): DemoOptions {
  const { script, format, fresh, slack, teams, libvirt, serve, as = [], channel = [] } = options();
  if (format !== "text" && format !== "json") throw new Usage(`--format is text or json, not ${format}`);
  return {
    script: script ?? null,
    format,
    fresh,
    libvirt,
    beside: slack ? "slack" : teams ? "teams" : null,
    serve: serve ? { as, channel } : null,
  };
}

/** The program was asked for something that it does not know. */
class Usage extends Error {
  override readonly name = "Usage";
}

async function run(): Promise<number> {
  const mode = MODES[process.argv[2] ?? "serve"];
  if (!mode) throw new Usage(`there is no ${process.argv[2]}`);
  return mode();
}

process.exitCode = await run().catch((error: unknown) => {
  const isUsage = error instanceof Usage;
  process.stderr.write(`${sentenceOf(error)}\n${isUsage ? `\n${USAGE}\n` : ""}`);
  return isUsage ? 2 : 1;
});

/** An error with its causes, as one sentence. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${sentenceOf(error.cause)}` : error.message;
}
