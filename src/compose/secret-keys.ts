/** The keys of secrets: from the configuration, or kept beside the embedded database. */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import { type Keyring, readKey } from "../domain/sealing.ts";

/** The file in DATA_DIR. */
const FILE = "secrets.key";

/** Where the database is embedded and no key is given, one is made and kept. Throws when its file holds no key. */
export function readKeyring({ SECRETS_KEY, SECRETS_KEY_OLD = [], DATABASE_URL, DATA_DIR }: Config): Keyring {
  if (SECRETS_KEY || DATABASE_URL) return { current: SECRETS_KEY ?? null, old: SECRETS_KEY_OLD };
  const file = path.join(DATA_DIR, FILE);
  const key = readKey(contentOf(file) ?? made(file));
  if (!key) throw new Error(`${file} holds no key: 32 bytes in base64`);
  return { current: key, old: SECRETS_KEY_OLD };
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** It appears whole or not at all; of two processes that make one at once, the first one's counts. */
function made(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, "utf8");
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
