/** Folders with the scripts of a version: written once from where they are kept, and found again by their name. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackFolders } from "../../engine/pack-folders.ts";

/** Texts by their paths beneath the folder; null when there is no such set. */
export type ReadScripts = (pack: string) => Promise<Readonly<Record<string, string>> | null>;

/** `root`: an absolute folder that belongs to us alone; what lies there is only a copy. */
export function startPackFolders({ root, read }: { root: string; read: ReadScripts }): PackFolders {
  const ready = new Map<string, Promise<string | null>>();
  const make = (pack: string) =>
    made(root, pack, read).catch((error) => {
      ready.delete(pack);
      throw error;
    });
  return {
    async folder(pack) {
      const before = ready.get(pack);
      if (before && isThere(await before)) return before;
      if (ready.get(pack) === before) ready.set(pack, make(pack));
      return ready.get(pack) ?? null;
    },
  };
}

function isThere(folder: string | null): boolean {
  return folder !== null && existsSync(folder);
}

/** The name says what is in it, so a folder that is there is the right one; it comes into being whole, or not at all. */
async function made(root: string, pack: string, read: ReadScripts): Promise<string | null> {
  if (!/^[0-9a-f]{64}$/.test(pack)) return null;
  const folder = join(root, pack);
  if (existsSync(folder)) return folder;
  const files = await read(pack);
  if (!files) return null;
  const draft = join(root, `${pack}.${randomUUID()}`);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  for (const [path, content] of Object.entries(files)) await write(join(draft, path), content);
  await rename(draft, folder).catch((cause) => afterAnother(draft, folder, cause));
  return folder;
}

/** A script that names its program can be run by itself. */
async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: content.startsWith("#!") ? 0o700 : 0o600 });
}

/** Another process was quicker. */
async function afterAnother(draft: string, folder: string, cause: unknown): Promise<void> {
  await rm(draft, { recursive: true, force: true });
  if (!existsSync(folder)) throw cause;
}
