/** Starts the Postgres server that all tests share, unless TEST_DATABASE_URL names one. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../../src/adapters/postgres/embedded/start.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide("databaseUrl", given);
    return async () => undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), "quartermaster-test-"));
  const server = await startEmbedded(directory, { durable: false });
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
