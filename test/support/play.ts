/** Transcripts through the program itself. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createDatabase } from "./database.ts";
import { environment } from "./environment.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");

/** The exit status, and everything that was said. */
interface Played {
  status: number | null;
  said: string;
}

/**
 * Runs a transcript as `npm run demo -- --script FILE` does, with a database and files of its own: what `--fresh` makes,
 * without migrating it. With `redis`, the url of a server, the queues are there.
 */
export async function play(file: string, redis = "", ...options: string[]): Promise<Played> {
  const database = await createDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-played-"));
  const settings = { DATABASE_URL: database.url, REDIS_URL: redis, DATA_DIR: folder };
  const child = spawn(process.execPath, [MAIN, "demo", "--script", file, ...options], {
    env: { ...environment(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  await database.drop();
  await rm(folder, { recursive: true, force: true });
  return { status, said };
}
