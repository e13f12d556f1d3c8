/** The product in sentences: every transcript of this folder, on both queue backends, through the program itself. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { environment } from "../support/environment.ts";
import { hasRedis, startRedis } from "../support/redis.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");
const TRANSCRIPTS = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".txt"));

describe.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("with the queues on $backend", ({ backend, here }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let data: string;

  beforeAll(async () => {
    redis = backend === "Redis" ? await startRedis() : undefined;
    data = await mkdtemp(path.join(os.tmpdir(), "quartermaster-flows-"));
  });

  afterAll(async () => {
    await redis?.stop();
    await rm(data, { recursive: true, force: true });
  });

  it.runIf(here).concurrent.each(TRANSCRIPTS)("%s", { timeout: 120_000 }, async (transcript) => {
    const settings = { DATABASE_URL: inject("databaseUrl"), REDIS_URL: redis?.url ?? "", DATA_DIR: data };
    const { status, said } = await play(path.join(import.meta.dirname, transcript), settings);
    expect(status, said.slice(-4000)).toBe(0);
  });
});

/** Runs a transcript as `npm run demo -- --fresh --script FILE` does. */
function play(file: string, settings: Record<string, string>): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, "demo", "--fresh", "--script", file], {
    env: { ...environment(), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
}
