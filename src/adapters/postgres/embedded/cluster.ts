/** Makes the files of a new Postgres, once, together with the password that opens them. */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, lchown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, inside } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** The one account inside Postgres, and the name of its database. */
export const NAME = "quartermaster";

/** Where and how one Postgres runs. */
export interface Site {
  /** Absolute; holds `data`, `password` and `server.log`. */
  directory: string;
  binaries: Binaries;
  account: Account;
  /** false: what is committed need not survive a power failure. */
  durable: boolean;
}

const INITDB = [
  `--username=${NAME}`,
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--no-instructions",
  "--pwfile",
];

/**
 * Makes `directory`/data unless it is there, and gives the password. A first start that was killed leaves nothing
 * that a second one could take for a database. Throws when there are data but the file `password` beside them is gone.
 */
export async function ensureCluster(site: Site): Promise<string> {
  const { directory, account } = site;
  const data = join(directory, "data");
  await sweep(directory);
  if (existsSync(join(data, "PG_VERSION"))) {
    if (account && (await lstat(data)).uid !== account.uid) await give(data, account);
    return readPassword(directory);
  }
  const password = await readPassword(directory).catch(() => makePassword(directory));
  const fresh = await mkdtemp(join(directory, "new-"));
  await initialise(fresh, password, site);
  await rename(join(fresh, "data"), data);
  await rm(fresh, { recursive: true });
  return password;
}

/** A killed start's initdb may still be writing there for a moment, hence the retries. */
async function sweep(directory: string): Promise<void> {
  const left = (await readdir(directory)).filter((name) => name.startsWith("new-"));
  await Promise.all(left.map((name) => rm(join(directory, name), { recursive: true, force: true, maxRetries: 10 })));
}

async function give(folder: string, { uid, gid }: NonNullable<Account>): Promise<void> {
  const inner = await readdir(folder, { recursive: true });
  await Promise.all(inner.map((path) => lchown(join(folder, path), uid, gid)));
  await chown(folder, uid, gid);
}

async function readPassword(directory: string): Promise<string> {
  const file = join(directory, "password");
  return readFile(file, "utf8").catch((cause) => {
    throw new Error(`reading the password of the embedded Postgres from ${file}`, { cause });
  });
}

async function makePassword(directory: string): Promise<string> {
  const password = randomBytes(24).toString("hex");
  const file = join(directory, "new-password");
  await writeFile(file, password, { mode: 0o600 });
  await rename(file, join(directory, "password"));
  return password;
}

async function initialise(fresh: string, password: string, { binaries, account, durable }: Site): Promise<void> {
  await mkdir(join(fresh, "data"), { mode: 0o700 });
  await writeFile(join(fresh, "password"), password, { mode: 0o600 });
  if (account) await give(fresh, account);
  const { path, spawn } = inside(join(fresh, "data"), account);
  const flags = [...INITDB, `${path}/../password`, ...(durable ? [] : ["--no-sync"]), "-D", path];
  await promisify(execFile)(binaries.initdb, flags, spawn).catch((cause) => {
    throw new Error(`creating the embedded Postgres in ${fresh}`, { cause });
  });
}
