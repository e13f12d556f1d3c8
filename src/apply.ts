/** Applying a datacenter's file from the command line: how the first administrators come to be known. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import { readDatacenterFile } from "./app/datacenter/file.ts";
import { runningClock } from "./clock.ts";
import { compose } from "./compose/index.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database.ts";

/** Prints what was changed; resolves to the exit status of the process. */
export async function applyFile(config: Config, log: Logger, file: string): Promise<number> {
  if (!file) throw new Error("which file? node src/main.ts apply FILE");
  const wanted = readDatacenterFile(path.basename(file), await readFile(file, "utf8"));
  const database = await openDatabase(config, false);
  const simulator = path.join(config.DATA_DIR, "simulator");
  const system = await compose({
    ...{ config: { ...config, ROLES: "web" }, log, database: database.url, name: database.name, simulator },
    ...{ clock: runningClock(), chats: async () => [] },
  });
  const differences = await system.app.datacenter.apply(wanted, null);
  const lines = differences.map(({ sign, what, detail }) => `${sign} ${what} ${detail}`.trimEnd());
  process.stdout.write(`${lines.length ? lines.join("\n") : "nothing to do"}\n`);
  await system.close();
  await database.close();
  return 0;
}
