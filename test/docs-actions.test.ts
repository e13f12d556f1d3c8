/** The page about actions is true: its files and its lines are run as they stand there. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { play } from "./support/play.ts";

const ROOT = path.join(import.meta.dirname, "..");

/** A fenced block; behind the language stands the name of the file that it is. */
const BLOCK = /^```(\w+) ?(\S*)\n(.*?)^```$/gms;

it("an action goes from nothing to a published button as docs/actions.md says", { timeout: 120_000 }, async () => {
  const page = await readFile(path.join(ROOT, "docs/actions.md"), "utf8");
  const folder = await mkdtemp(path.join(os.tmpdir(), "quartermaster-page-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const blocks = [...page.matchAll(BLOCK)].map(([, kind, name, text = ""]) => ({ kind, name, text }));
  for (const { name, text } of blocks) if (name) await writeFile(path.join(folder, name), text);
  const lines = blocks.filter(({ kind }) => kind === "transcript").map(({ text }) => text);
  expect(lines.length).toBeGreaterThan(5);
  const transcript = path.join(folder, "page.txt");
  await writeFile(transcript, lines.join(""));
  const { status, said } = await play(transcript, {
    DATABASE_URL: inject("databaseUrl"),
    REDIS_URL: "",
    DATA_DIR: folder,
  });
  expect(status, said.slice(-4000)).toBe(0);
});
