/** What libvirt found out about this machine's QEMU, kept from one host to the next: finding out takes it seconds. */
import { randomUUID } from "node:crypto";
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { account } from "./account.ts";
import { CACHE } from "./cache.ts";

/** libvirt looks at what it wrote itself only, so what one account found out is of no use to another. */
const KEPT = path.join(CACHE, `capabilities-${account().uid ?? process.getuid?.()}`);

const INSIDE = "libvirt/qemu/cache/capabilities";

/** A cache folder to begin with; null when there is none. */
export async function capabilitiesOf(): Promise<string | null> {
  return (await filesIn(path.join(KEPT, INSIDE))).length > 0 ? KEPT : null;
}

/** Keeps what a host's cache folder holds, unless something is kept already. Several hosts may close at once. */
export async function keepCapabilities(cache: string): Promise<void> {
  if ((await capabilitiesOf()) || (await filesIn(path.join(cache, INSIDE))).length === 0) return;
  const draft = `${KEPT}.${randomUUID()}`;
  await mkdir(CACHE, { recursive: true });
  await cp(path.join(cache, INSIDE), path.join(draft, INSIDE), { recursive: true, preserveTimestamps: true });
  await rename(draft, KEPT).catch(() => rm(draft, { recursive: true, force: true }));
}

function filesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
