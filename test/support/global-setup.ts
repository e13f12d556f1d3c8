/** What all tests share: a Postgres server (unless TEST_DATABASE_URL names one), what is copied there, what was compiled. */
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/adapters/postgres/embedded/start.ts";
import { createThrowaway } from "../../src/adapters/postgres/throwaway.ts";
import { migrateAll } from "../../src/compose/tables.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string;
    /** The name of a migrated database that nobody is connected to. */
    template: string;
  }
}

const COMPILED = join(import.meta.dirname, "../../node_modules/.cache/compiled");

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = await createThrowaway(server.url, "template");
  await migrateAll(template.url, pino({ level: "silent" }));
  project.provide("databaseUrl", server.url);
  project.provide("template", new URL(template.url).pathname.slice(1));
  // whatever a test starts finds what was compiled before: a third of the time that a short run takes
  process.env.NODE_COMPILE_CACHE = COMPILED;
  return async () => {
    await template.drop();
    await server.stop();
  };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const directory = await mkdtemp(join(await quickFolder(), "quartermaster-test-"));
  const server = await startEmbedded(directory, { durable: false });
  const stop = async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** Enough for all databases that are there at once, and for the log of what is written. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** In memory where there is room: a database is some three hundred files, and a disk takes ten times as long to make them. */
async function quickFolder(): Promise<string> {
  const memory = "/dev/shm";
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room < ROOM_BYTES ? tmpdir() : memory;
}
