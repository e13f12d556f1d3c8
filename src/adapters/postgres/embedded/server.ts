/** Starts, finds and stops the Postgres process that keeps its files in a directory. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inside } from "./account.ts";
import type { Site } from "./cluster.ts";
import { freePort } from "./free-port.ts";
import { answers } from "./login.ts";
import { isAlive } from "./presence.ts";
import { findProcess, forgetStranger, type ServerProcess } from "./process.ts";

/** Crash recovery counts towards this. */
const PATIENCE_MS = 120_000;
const ATTEMPTS = 4;
const LOG_LINES = 15;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  log_checkpoints: "off",
};
const CARELESS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** SIGINT ends sessions and shuts down in order; SIGQUIT is a crash that the next start recovers from. */
const ORDERS: [NodeJS.Signals, number][] = [
  ["SIGINT", 30_000],
  ["SIGQUIT", 10_000],
];

/**
 * The server that works in `data`, after it has opened the database to `password`; null when none runs. One that is
 * just starting, recovering or stopping is waited for. Throws when it refuses the password or never answers.
 */
export async function findServer(data: string, password: string): Promise<ServerProcess | null> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await findProcess(data);
    if (!found || (found.port > 0 && (await answers(found.port, password)))) return found;
    if (performance.now() > deadline) throw new Error(`Postgres process ${found.pid} in ${data} does not answer`);
    await pause(20);
  }
}

/**
 * Starts the server of `site`, where none may be running, and waits until it answers. It outlives this process and
 * hears nothing of this terminal. An attempt that fails because somebody took the port, or because the last server's
 * sessions are still ending, is repeated; in the end it throws with the last lines of the server's log. It may find
 * instead that a killed process's start has come through after all.
 */
export async function launch(site: Site, password: string): Promise<void> {
  const log = join(site.directory, "server.log");
  await rename(log, `${log}.old`).catch(() => null);
  const data = join(site.directory, "data");
  await forgetStranger(data);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if ((await comesUp(site, log, password)) || (await findServer(data, password))) return;
    await pause(250);
  }
  const lines = (await readFile(log, "utf8")).trim().split("\n").slice(-LOG_LINES);
  throw new Error(`starting the embedded Postgres in ${site.directory}; its log ends with:\n${lines.join("\n")}`);
}

/** Shuts the server down and waits until its process is gone. */
export async function shutDown({ pid, mark }: ServerProcess): Promise<void> {
  for (const [signal, patience] of ORDERS) {
    if (!isAlive(mark)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + patience;
    while (isAlive(mark) && performance.now() < deadline) await pause(10);
  }
  if (isAlive(mark)) throw new Error(`Postgres process ${pid} does not stop`);
}

async function comesUp(site: Site, log: string, password: string): Promise<boolean> {
  const port = await freePort();
  const child = await spawnServer(site, log, port);
  const deadline = performance.now() + PATIENCE_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(port, password)) return child.exitCode === null;
    if (performance.now() > deadline) child.kill("SIGQUIT");
    await pause(15);
  }
  return false;
}

async function spawnServer(site: Site, log: string, port: number): Promise<ChildProcess> {
  const { path, spawn: place } = inside(join(site.directory, "data"), site.account);
  const settings = { ...SETTINGS, ...(site.durable ? {} : CARELESS), port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = await open(log, "a", 0o600);
  try {
    const child = spawn(site.binaries.postgres, ["-D", path, ...flags], {
      ...place,
      detached: true,
      stdio: ["ignore", output.fd, output.fd],
    });
    await once(child, "spawn");
    child.unref();
    return child;
  } finally {
    await output.close();
  }
}
