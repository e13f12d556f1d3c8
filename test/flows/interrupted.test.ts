/** A transcript that nobody waits for any more ends, and says nothing about it. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { environment } from "../support/environment.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");
const TRANSCRIPT = "olga> vm create web-01 --role shop/web/front --template small\nwait\nolga> vm list\nwait\n";

it.each([
  { how: "by Ctrl-C", interrupt: (child: ReturnType<typeof spawn>) => void child.kill("SIGINT") },
  { how: "by a pipe that is read no more", interrupt: (child: ReturnType<typeof spawn>) => child.stdout?.destroy() },
])(
  "interrupted $how, it ends with status 130 and without a stack trace",
  { timeout: 60_000 },
  async ({ interrupt }) => {
    const data = await mkdtemp(path.join(os.tmpdir(), "quartermaster-interrupted-"));
    onTestFinished(() => rm(data, { recursive: true, force: true }));
    await writeFile(path.join(data, "transcript.txt"), TRANSCRIPT);
    const child = spawn(process.execPath, [MAIN, "demo", "--fresh", "--script", path.join(data, "transcript.txt")], {
      env: { ...environment(), DATABASE_URL: inject("databaseUrl"), DATA_DIR: data },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complained = "";
    child.stderr.on("data", (chunk) => (complained += chunk));
    child.stdout.once("data", () => interrupt(child));
    const status = await new Promise((resolve) => child.on("exit", resolve));
    expect(complained).toBe("");
    expect(status).toBe(130);
  },
);
