/** Folders with a version's scripts: whole or not at all, whoever makes them, and made again when they are gone. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startPackFolders } from "../../../src/adapters/scripts/pack-folders.ts";

const PACK = "a".repeat(64);
const FILES = { "ask.sh": "#!/bin/sh\necho\n", "shared/deep/words.mjs": "export {};\r\n" };

async function open(files: Record<string, string> | null = FILES) {
  const root = await mkdtemp(join(tmpdir(), "pack-folders-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const read: string[] = [];
  const start = () =>
    startPackFolders({
      root: join(root, "scripts"),
      read: async (pack) => {
        read.push(pack);
        return files;
      },
    });
  return { root, read, start };
}

it("holds every script as it is kept, and those that name their program can be run", async () => {
  const { start } = await open();
  const folder = (await start().folder(PACK)) ?? "";
  expect(await readFile(join(folder, "shared/deep/words.mjs"), "utf8")).toBe("export {};\r\n");
  const modes = await Promise.all(
    Object.keys(FILES).map(async (path) => (await stat(join(folder, path))).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o600]);
});

it("is made once by a process, and found by the next", async () => {
  const { read, start } = await open();
  const folders = start();
  const [first] = await Promise.all(Array.from({ length: 10 }, () => folders.folder(PACK)));
  expect(await start().folder(PACK)).toBe(first);
  expect(read).toEqual([PACK]);
});

it("is one folder when ten processes make it at once, and nothing is left beside it", async () => {
  const { root, start } = await open();
  const all = await Promise.all(Array.from({ length: 10 }, () => start().folder(PACK)));
  expect(new Set(all).size).toBe(1);
  expect(await readdir(join(root, "scripts"))).toEqual([PACK]);
});

it("is made again when somebody cleared it away", async () => {
  const { root, start } = await open();
  const folders = start();
  await folders.folder(PACK);
  await rm(join(root, "scripts"), { recursive: true });
  expect(await readdir((await folders.folder(PACK)) ?? "")).toContain("ask.sh");
});

it.each([
  ["nobody keeps such a set", PACK, null],
  ["the name is none", "../../etc", FILES],
])("is none when %s", async (_what, pack, files) => {
  const { start } = await open(files);
  expect(await start().folder(pack)).toBeNull();
});
