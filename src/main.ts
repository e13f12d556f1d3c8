/** The program: reads what it is asked to be, puts the house together, and lives until it is told to stop. */
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { applyFile } from "./apply.ts";
import { migrateAll } from "./compose/index.ts";
import { readConfig } from "./config.ts";
import { openDatabase } from "./database.ts";
import { type DemoOptions, demo } from "./demo.ts";
import { writeDocs } from "./docs.ts";
import { serve } from "./serve.ts";

const USAGE = `node src/main.ts                         serve: answer people, run queues and deadlines
node src/main.ts demo [--script FILE] [--format text|json] [--fresh]
node src/main.ts migrate                 bring the database up to date
node src/main.ts apply FILE              make the datacenter what this YAML file describes
node src/main.ts docs                    write the pages that are made from the program`;

const OPTIONS = {
  script: { type: "string" },
  format: { type: "string", default: "text" },
  fresh: { type: "boolean", default: false },
} as const;

const MODES: Record<string, () => Promise<number>> = {
  serve: () => serve(readConfig(process.env), pino({ level: readConfig(process.env).LOG_LEVEL })),
  demo: () => demo(readConfig(process.env), demoLog(), demoOptions()),
  migrate: migrateDatabase,
  apply: () => applyFile(readConfig(process.env), pino({ level: "warn" }), process.argv[3] ?? ""),
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

function demoOptions(): DemoOptions {
  const { script, format, fresh } = parseArgs({ options: OPTIONS, allowPositionals: true }).values;
  if (format !== "text" && format !== "json") throw new Error(`--format is text or json, not ${format}`);
  return { script: script ?? null, format, fresh };
}

const mode = MODES[process.argv[2] ?? "serve"];
if (!mode) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await mode().catch((error: unknown) => {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  });
}

/** An error with its causes, as one sentence. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${sentenceOf(error.cause)}` : error.message;
}
