/** Directories, processes and queries for the tests of the embedded Postgres. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";

export const NOBODY = { uid: 65534, gid: 65534 };
export const isRoot = process.getuid?.() === 0;

const SOURCE = new URL("../../../src/adapters/postgres/embedded/start.ts", import.meta.url).href;
const folders: string[] = [];
const children: ChildProcess[] = [];

/** A process of its own that has started the server, or tried to. */
export interface Owner {
  child: ChildProcess;
  /** Rejects with what the process wrote to standard error. */
  url: Promise<string>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

interface OwnerOptions {
  account?: typeof NOBODY;
  env?: Record<string, string>;
  packageFolder?: string;
  /** Code that runs first. */
  prelude?: string;
  /** Code that runs once the server is up; by default it waits for a line on standard input and stops the server. */
  after?: string;
}

const WAIT = `process.stdin.once("data", () => embedded.stop().then(() => process.exit(0)));`;

/** Starts the server in a new Node process. */
export function spawnOwner(directory: string, options: OwnerOptions = {}): Owner {
  const settings = JSON.stringify({ durable: false, packageFolder: options.packageFolder });
  const code = `${options.prelude ?? ""}
    const { startEmbedded } = await import(${JSON.stringify(SOURCE)});
    const embedded = await startEmbedded(${JSON.stringify(directory)}, ${settings});
    console.log(embedded.url);
    ${options.after ?? WAIT}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    ...options.account,
    env: { ...process.env, ...options.env },
  });
  children.push(child);
  const ended = once(child, "close");
  const url = firstLine(child);
  url.catch(() => null);
  const end = async (order: () => unknown) => {
    order();
    await ended;
  };
  return {
    child,
    url,
    stop: () => end(() => child.stdin?.write("stop\n")),
    kill: () => end(() => child.kill("SIGKILL")),
  };
}

/** A new folder of this account, removed with its server by `cleanUp`. */
export async function scratch(mode = 0o700, account?: typeof NOBODY): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "embedded-test-"));
  await chmod(folder, mode);
  if (account) await chown(folder, account.uid, account.gid);
  folders.push(folder);
  return folder;
}

/** Ends everything that the test has started and left. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) {
    const pid = await serverPid(folder);
    if (pid && pid !== process.pid) signal(pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Runs one statement and gives its rows. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => null);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The number in postmaster.pid; null when the server has shut down. */
export async function serverPid(directory: string): Promise<number | null> {
  const text = await readFile(join(directory, "data", "postmaster.pid"), "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || null;
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGQUIT");
  } catch {
    // It has ended already.
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("the process has no pipes");
  let complaint = "";
  stderr.on("data", (chunk) => {
    complaint += String(chunk);
  });
  for await (const line of createInterface(stdout)) return line;
  await once(child, "close");
  throw new Error(complaint);
}
