/** Which database: the one that is named, or one that is started here; and for one run only, a throw-away on it. */
import path from "node:path";
import { startEmbedded } from "./adapters/postgres/embedded/start.ts";
import { createThrowaway } from "./adapters/postgres/throwaway.ts";
import type { Config } from "./config.ts";

export interface OpenDatabase {
  url: string;
  /** Tells this database's queues apart from others on the same Redis. */
  name: string;
  close(): Promise<void>;
}

/** Opens the database; `fresh`: an empty one that is dropped at the end. */
export async function openDatabase(config: Config, fresh: boolean): Promise<OpenDatabase> {
  const server = config.DATABASE_URL
    ? { url: config.DATABASE_URL, stop: async () => undefined }
    : await startEmbedded(path.join(config.DATA_DIR, "postgres"));
  if (!fresh) return { url: server.url, name: nameOf(server.url), close: () => server.stop() };
  const throwaway = await createThrowaway(server.url, "fresh");
  const close = async () => {
    await throwaway.drop();
    await server.stop();
  };
  return { url: throwaway.url, name: nameOf(throwaway.url), close };
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
