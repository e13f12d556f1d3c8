/** Runs a real Postgres for those who have none, from the programs of an npm package. */

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { accountFor } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { ensureCluster, type Site } from "./cluster.ts";
import { urlOf } from "./login.ts";
import { alone, enter, isAlive } from "./presence.ts";
import type { ServerProcess } from "./process.ts";
import { findServer, launch, shutDown } from "./server.ts";

/** A running server, and this process's share in it. */
export interface Embedded {
  /** Of the database `quartermaster`, with account and password. */
  url: string;
  /** Gives up this share, and stops the server if nobody else holds one. Close the pools first. */
  stop(): Promise<void>;
}

interface EmbeddedOptions {
  /** Default true. false is for tests: a power failure may destroy the data. A server that runs already stays as it is. */
  durable?: boolean;
  /** The folder of the package with the programs; default: where npm installed the one for this platform. */
  packageFolder?: string;
}

/**
 * Starts the Postgres server that keeps its data in `directory`, or joins the one that another process has started
 * there or left behind. Several processes may share it; the last to stop it does so. It survives a process that is
 * killed, and the next start finds it. Besides `data`, the directory holds the `password`, `server.log`, and in `users`
 * and `starting` the signs of living processes. Run by root, the server works as the owner of the data, or as nobody.
 * Throws when the platform has no package, and with the end of the server's log when it does not start.
 */
export async function startEmbedded(directory: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = resolve(directory);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const turn = <T>(work: () => Promise<T>) => alone(join(home, "starting"), work);
  return turn(async () => {
    const { server, password } = await ensureServer(home, options);
    const user = await enter(join(home, "users"));
    const leave = async () => {
      await user.leave();
      if ((await user.others()) === 0) await stopServer(home, server, password);
    };
    let stopping: Promise<void> | null = null;
    const stop = () => {
      stopping ??= turn(leave);
      return stopping;
    };
    return { url: urlOf(server.port, password), stop };
  });
}

async function ensureServer(directory: string, { durable = true, packageFolder }: EmbeddedOptions) {
  const data = join(directory, "data");
  const account = await accountFor(data);
  const site: Site = { directory, account, durable, binaries: await findBinaries(account, packageFolder) };
  const password = await ensureCluster(site);
  const running = await findServer(data, password);
  if (running) return { server: running, password };
  await launch(site, password);
  const server = await findServer(data, password);
  if (!server) throw new Error(`the embedded Postgres in ${directory} ended as soon as it had started`);
  return { server, password };
}

/** The server that we knew may have crashed, and a later process may have started another. */
async function stopServer(directory: string, known: ServerProcess, password: string): Promise<void> {
  const server = isAlive(known.mark) ? known : await findServer(join(directory, "data"), password);
  if (server) await shutDown(server);
}
