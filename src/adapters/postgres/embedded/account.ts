/** Chooses the account that Postgres runs as, because Postgres refuses to run as root. */

import { readFile, stat } from "node:fs/promises";

/** A user of the operating system; null where Postgres runs as whoever runs us. */
export type Account = { uid: number; gid: number } | null;

/**
 * As root: the owner of the data in `folder`, or nobody where there is none. Otherwise null.
 * Throws as root anywhere but on Linux.
 */
export async function accountFor(folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== "linux") {
    throw new Error("the embedded Postgres runs as root on Linux only: use an ordinary account, or set DATABASE_URL");
  }
  const owner = await stat(folder).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

/**
 * How a program run as `account` reaches `folder`. Another account may not pass the folders above it (think of /root),
 * so it is put inside before it gives up root, and goes by /proc/self/cwd, which passes nothing.
 */
export function inside(folder: string, account: Account) {
  return account
    ? { path: "/proc/self/cwd", spawn: { cwd: folder, env: environment(), ...account } }
    : { path: folder, spawn: { cwd: folder, env: environment() } };
}

/** Only what programs need to run: our secrets and anybody's PG… settings stay out. */
export function environment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}

async function nobody(): Promise<Account> {
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid = "65534", gid = "65534"] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
