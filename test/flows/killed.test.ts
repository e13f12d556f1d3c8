/** kill -9 at random moments between submit and running: the next start brings every request to its end, once. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type TestDatabase } from "../support/database.ts";
import { environment } from "../support/environment.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { journalOf, machinesOf } from "../support/simulator.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");
const KILLS = 10;

/** Longer than a machine takes to be created, so that some kills come late. */
const LATEST_MS = 600;

describe.concurrent.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("killed, with the queues on $backend", ({ backend, here }) => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let database: TestDatabase;
  let data: string;

  beforeAll(async () => {
    if (!here) return;
    redis = backend === "Redis" ? await startRedis() : undefined;
    database = await createDatabase();
    data = await mkdtemp(path.join(os.tmpdir(), "quartermaster-killed-"));
  });

  afterAll(async () => {
    await redis?.stop();
    await database?.drop();
    if (data) await rm(data, { recursive: true, force: true });
  });

  it.runIf(here)("loses no step, makes nothing twice and leaves nothing over", { timeout: 300_000 }, async () => {
    const names = Array.from({ length: KILLS }, (_, i) => `v-${i}`);
    for (const [i, name] of names.entries()) {
      const [who, approve] = i % 2 === 0 ? ["olga", ""] : ["ana", "dana! Approve\n"];
      await killedWhile(
        `${who}> vm create ${name} --role shop/web/front --template small\n${approve}wait\n`,
        Math.random() * LATEST_MS,
      );
      const again = await play(
        `wait\n${(await isPending()) ? approve : ""}wait\nolga> vm show ${name}\nexpect running\n`,
      );
      expect(again.status, again.said).toBe(0);
    }
    await expectNothingLeft(names);
  });

  /** The killed run may have been too early for its Approve, or not. */
  async function isPending(): Promise<boolean> {
    return (await ask("select count(*) from request where state = 'awaitingApproval'")) !== "0";
  }

  async function expectNothingLeft(names: string[]): Promise<void> {
    const simulator = path.join(data, "simulator");
    const machines = await machinesOf(simulator);
    expect(machines.map(({ name }) => name).sort()).toEqual([...names].sort());
    const created = (await journalOf(simulator)).filter(({ did }) => did === "created").map(({ uuid }) => uuid);
    expect(new Set(created).size).toBe(created.length);
    expect(await ask("select count(*) from allocation where held_by is not null")).toBe("0");
    expect(await ask("select count(*) from outbox")).toBe("0");
    expect(await ask("select count(*) from workflow where state <> 'done'")).toBe("0");
    expect(await ask("select count(*) from activity where state <> 'done'")).toBe("0");
    expect(await ask("select count(*) from request where state <> 'done'")).toBe("0");
    expect(await ask("select count(distinct consumer_id) from claim")).toBe(String(names.length));
    expect(await ask("select count(*) from claim")).toBe(String(names.length * 4));
    expect(await readdir(path.join(data, "work"))).toEqual([]);
  }

  async function ask(query: string): Promise<string> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ count: string }>(query);
    await client.end();
    return rows[0]?.count ?? "";
  }

  async function start(transcript: string) {
    const file = path.join(data, "transcript.txt");
    await writeFile(file, transcript);
    return spawn(process.execPath, [MAIN, "demo", "--script", file], {
      env: {
        ...environment(),
        DATABASE_URL: database.url,
        REDIS_URL: redis?.url ?? "",
        DATA_DIR: data,
        QUEUE_LOCK_MS: "1000",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Kills the program so many milliseconds after it has said which request it opened. */
  async function killedWhile(transcript: string, afterMs: number): Promise<void> {
    const child = await start(transcript);
    let killing: NodeJS.Timeout | undefined;
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("REQ-")) killing ??= setTimeout(() => child.kill("SIGKILL"), afterMs);
    });
    await new Promise((resolve) => child.on("close", resolve));
    clearTimeout(killing);
    expect(said).toContain("REQ-");
  }

  async function play(transcript: string): Promise<{ status: number | null; said: string }> {
    const child = await start(transcript);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
  }
});
