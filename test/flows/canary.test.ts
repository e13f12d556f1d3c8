/** A secret is nowhere but on the standard input of the script that is given it, whatever the script does with it. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Redis } from "ioredis";
import pg from "pg";
import { pino } from "pino";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { hasRedis, startRedis } from "../support/redis.ts";

const CANARY = "Canary-5f1e7c93d2b84a60";
const PACK = join(import.meta.dirname, "../fixtures/packs/canary");

describe.each([
  { backend: "Postgres", here: true },
  { backend: "Redis", here: hasRedis },
])("with the queues on $backend, a secret", ({ backend, here }) => {
  it.runIf(here)("is nowhere but on the standard input of its script", { timeout: 60_000 }, async () => {
    const redis = backend === "Redis" ? await startRedis() : undefined;
    onTestFinished(() => redis?.stop());
    const url = redis?.url;
    const logged: string[] = [];
    const sink = new Writable({ write: (chunk, _encoding, done) => done(void logged.push(String(chunk))) });
    const house = await openHouse({ redis: url, packs: [PACK], log: pino({ level: "trace" }, sink) });
    onTestFinished(house.close);
    const commands = url ? await overheard(url) : [];
    const said = [
      await house.fills("dana", "dc secret set", { name: "canary", value: CANARY }),
      await house.says("dana", `dc secret set canary ${CANARY}`),
      await house.says("olga", "vm create web-1 --role shop/web/front --template small"),
    ];
    await ended(house);
    said.push(await house.says("olga", "vm stop web-1"));
    await vi.waitFor(() => expect(proof(house)).toBe(sha256(CANARY)), 20_000);
    expect(processes().filter(hasCanary)).toEqual([]);
    writeFileSync(join(house.simulator, "gate"), "");
    await ended(house);
    said.push(await house.says("dana", "job show REQ-2"), await house.says("dana", "dc secret list"));
    said.push(await house.says("dana", "dc audit"));
    expect(said.join("\n")).toContain("*** was refused");
    const tables = await dump(house.database);
    expect(tables.some((row) => row.includes("*** was refused"))).toBe(true);
    const kept = url ? await keysOf(url) : [];
    const everything = [...said, ...logged, ...commands, ...kept, ...tables, ...files(house.folder)];
    expect([...everything, JSON.stringify(house.posted)].filter(hasCanary)).toEqual([]);
  });
});

function hasCanary(text: string): boolean {
  return text.includes(CANARY) || text.includes(Buffer.from(CANARY).toString("base64").slice(0, 20));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What the script left to show that it was given the secret. */
function proof({ simulator }: House): string {
  return readFileSync(join(simulator, "knows"), "utf8");
}

/** Ends when no work runs or waits. */
async function ended({ system }: House): Promise<void> {
  expect(await system.idle(30_000)).toBe(true);
}

/** Arguments and environment of every process that may be looked at. */
function processes(): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => ["cmdline", "environ"].map((file) => contentOf(`/proc/${pid}/${file}`)));
}

/** Empty for a process that is gone or somebody else's. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function files(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
  return paths.filter((file) => statSync(file).isFile()).flatMap((file) => [file, readFileSync(file, "latin1")]);
}

/** Every row of every table, whatever its schema. */
async function dump(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const all = tables.map(({ name }) => `select row_to_json(t)::text as row from ${name} t`).join(" union all ");
    return (await client.query<{ row: string }>(all)).rows.map(({ row }) => row);
  } finally {
    await client.end();
  }
}

/** Everything that anybody asks Redis from now on. */
async function overheard(url: string): Promise<string[]> {
  const heard: string[] = [];
  const client = new Redis(url);
  const monitor = await client.monitor();
  monitor.on("monitor", (_time: string, given: string[]) => heard.push(given.join(" ")));
  onTestFinished(() => {
    monitor.disconnect();
    client.disconnect();
  });
  return heard;
}

/** Every key with what it holds. */
async function keysOf(url: string): Promise<string[]> {
  const client = new Redis(url);
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => client.get(key),
    hash: (key) => client.hgetall(key),
    list: (key) => client.lrange(key, 0, -1),
    set: (key) => client.smembers(key),
    zset: (key) => client.zrange(key, "0", "-1"),
    stream: (key) => client.xrange(key, "-", "+"),
  };
  try {
    const keys = await client.keys("*");
    return await Promise.all(
      keys.map(async (key) => `${key} ${JSON.stringify(await read[await client.type(key)]?.(key))}`),
    );
  } finally {
    client.disconnect();
  }
}
