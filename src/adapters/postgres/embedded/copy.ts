/** Copies the Postgres programs to a folder that everybody may read. */

import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";

const Package = z.object({ version: z.string() });

/** The copies that may be made of a package, each made (or found complete) when it is asked for; it gives its folder. */
export function copies(packageFolder: string): (() => Promise<string>)[] {
  return [tmpdir(), "/var/tmp"].map((place) => () => copyInto(place, packageFolder));
}

async function copyInto(place: string, packageFolder: string): Promise<string> {
  const { version } = Package.parse(JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")));
  const shape = await shapeOf(packageFolder);
  const copy = join(place, `quartermaster-postgres-${version}-${shape}-${process.getuid?.() ?? 0}`);
  if (await isWhole(copy, shape)) return copy;
  const fresh = await mkdtemp(join(place, "quartermaster-postgres-"));
  await cp(join(packageFolder, "native"), join(fresh, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !isForLinkers(path),
    mode: constants.COPYFILE_FICLONE,
  });
  await openUp(fresh);
  await moveTo(copy, fresh, shape);
  return copy;
}

/** Names and sizes of all files, as a short hash: temporary folders get swept, and half a copy would be worse than none. */
async function shapeOf(folder: string): Promise<string> {
  const files = (await treeOf(join(folder, "native"))).filter((entry) => entry.isFile && !isForLinkers(entry.path));
  const lines = files.map(({ path, size }) => `${relative(folder, path)} ${size}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 12);
}

/** Whether it is a complete copy of our own making, which nobody else could have written to. */
async function isWhole(copy: string, shape: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => null);
  if (!found) return false;
  const foreign = process.getuid !== undefined && (found.uid !== process.getuid() || (found.mode & 0o022) !== 0);
  if (foreign || !found.isDirectory()) throw new Error(`${copy} belongs to somebody else: remove it`);
  return (await shapeOf(copy).catch(() => "")) === shape;
}

async function openUp(folder: string): Promise<void> {
  const inner = (await treeOf(folder)).filter((entry) => !entry.isLink).map((entry) => entry.path);
  await Promise.all([folder, ...inner].map((path) => chmod(path, 0o755)));
}

/** Somebody may have made the same copy in the meantime: the first whole one stays. */
async function moveTo(copy: string, fresh: string, shape: string): Promise<void> {
  try {
    await rename(fresh, copy);
  } catch (error) {
    if (await isWhole(copy, shape)) return rm(fresh, { recursive: true });
    if (!(await lstat(copy).catch(() => null))) throw error;
    await rm(copy, { recursive: true, force: true });
    await rename(fresh, copy);
  }
}

function isForLinkers(path: string): boolean {
  return path.endsWith(".a");
}

async function treeOf(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const isFile = entry.isFile();
      return { path, isFile, isLink: entry.isSymbolicLink(), size: isFile ? (await lstat(path)).size : 0 };
    }),
  );
}
