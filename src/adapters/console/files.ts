/** Files that a command names, read from the folders the console was started with. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const ABSENT = ["ENOENT", "ENOTDIR", "EISDIR"];

/** The first folder that has the file wins; undefined when none has it. Throws when it cannot be read. */
export function filesIn(folders: string[]): (name: string) => Promise<string | undefined> {
  return async (name) => {
    for (const folder of folders) {
      const text = await textOf(resolve(folder, name));
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && ABSENT.includes(String(cause.code))) return undefined;
    throw new Error(`reading ${path}`, { cause });
  }
}
