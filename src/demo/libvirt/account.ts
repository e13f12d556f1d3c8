/** The account that libvirt hosts run as: libvirt's session daemons refuse root, so as root it is nobody. */
import { chown } from "node:fs/promises";

/** A user of the operating system; empty where hosts run as whoever runs us. */
export type Account = { uid: number; gid: number } | Record<string, never>;

/** Debian's nobody and nogroup. */
const NOBODY = { uid: 65534, gid: 65534 };

export function account(): Account {
  return process.getuid?.() === 0 ? NOBODY : {};
}

/** Gives the hosts what we made for them. */
export async function give(path: string): Promise<void> {
  const { uid, gid } = account();
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
