/** Reads a pack of the product: a folder with `pack.yaml`, a YAML file for each action, and their scripts. */
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { z } from "zod";
import { readDocument } from "../domain/document.ts";
import type { Bundle } from "./authoring/bundle.ts";

const packFile = z.strictObject({ name: z.string().min(1), description: z.string().min(1) });

const PACK_FILE = "pack.yaml";

/** For people, and not a part of it. */
const README = "README.md";

/** The pack as the bundle that it is. Throws a Refusal `invalid` when `pack.yaml` is not in order. */
export async function readPack(folder: string): Promise<Bundle> {
  const { [PACK_FILE]: about = "", [README]: _, ...files } = await filesIn(folder);
  return { ...readDocument(packFile, PACK_FILE, about), files };
}

/** Texts by their paths beneath the folder. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) =>
    [path.slice(folder.length + 1).replaceAll(sep, "/"), await readFile(path, "utf8")] as const;
  return Object.fromEntries(await Promise.all(paths.toSorted().map(read)));
}
