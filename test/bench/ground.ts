/** Where benches run: a durable Postgres of their own, with a folder beside it, gone when they are over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../src/adapters/postgres/embedded/start.ts";
import { createThrowaway } from "../../src/adapters/postgres/throwaway.ts";
import type { Row } from "./harness.ts";

export interface Ground {
  /** Absolute; for whatever a bench keeps. */
  directory: string;
  /** The url of a new, empty database. */
  database(): Promise<string>;
  /** Close the pools first. */
  clear(): Promise<void>;
}

export interface Bench {
  name: string;
  run(ground: Ground): Promise<Row[]>;
}

export async function breakGround(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), "quartermaster-bench-"));
  const server = await startEmbedded(join(directory, "postgres"));
  return {
    directory,
    database: async () => (await createThrowaway(server.url, "bench")).url,
    async clear() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
