/** A new start with the same data: what was pending is still to be pressed. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type TestDatabase } from "../support/database.ts";
import { environment } from "../support/environment.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");

describe("the demo, started again", () => {
  let database: TestDatabase;
  let data: string;

  beforeAll(async () => {
    database = await createDatabase();
    data = await mkdtemp(path.join(os.tmpdir(), "quartermaster-restart-"));
  });

  afterAll(async () => {
    await database?.drop();
    if (data) await rm(data, { recursive: true, force: true });
  });

  it("takes a press without an id for the newest request that is pending", { timeout: 60_000 }, async () => {
    const asked = ["web-01", "web-02"].map((name) => `ana> vm create ${name} --role shop/web/front --template small\n`);
    const first = await play(asked.join(""));
    expect(first.status, first.said).toBe(0);
    const again = await play(
      "dana! Approve\nexpect REQ-2\nwait\nexpect web-02 is running\nana! Withdraw\nexpect REQ-1\n",
    );
    expect(again.status, again.said).toBe(0);
    const third = await play("dana! Approve\nrefuse not-found\n");
    expect(third.status, third.said).toBe(0);
  });

  it("shows in the room what is pending, before anything is typed", { timeout: 60_000 }, async () => {
    const first = await play("ana> vm create web-03 --role shop/web/front --template small\n");
    expect(first.status, first.said).toBe(0);
    const { status, said } = await room("dana! Approve\nwait\nexit\n");
    expect(status, said).toBe(0);
    expect(said.indexOf("Awaiting approval")).toBeGreaterThan(0);
    expect(said.indexOf("Awaiting approval")).toBeLessThan(said.indexOf("> dana! Approve"));
    expect(said).toContain("web-03 is running");
  });

  it("reminds and expires as if it had never stopped", { timeout: 60_000 }, async () => {
    const first = await play(
      "ana> vm create slow-01 --role shop/web/front --template small\nwait 1d\nexpect waits for a decision: vm create slow-01\n",
    );
    expect(first.status, first.said).toBe(0);
    // Each start is on 4 January again: the second reminder is due on the 7th, the end on the 11th.
    const second = await play("wait 2d\nwait 1d\nexpect waits for a decision: vm create slow-01\n");
    expect(second.status, second.said).toBe(0);
    expect(second.said.match(/slow-01, asked by ana/g)).toHaveLength(
      first.said.match(/slow-01, asked by ana/g)?.length ?? 0,
    );
    const third = await play("wait 6d\nwait 1d\nexpect Expired: nobody decided in time\n");
    expect(third.status, third.said).toBe(0);
  });

  async function play(transcript: string) {
    const file = path.join(data, "transcript.txt");
    await writeFile(file, transcript);
    return run(["--script", file], "");
  }

  function room(typed: string) {
    return run([], typed);
  }

  function run(options: string[], typed: string): Promise<{ status: number | null; said: string }> {
    const child = spawn(process.execPath, [MAIN, "demo", ...options], {
      env: { ...environment(), DATABASE_URL: database.url, DATA_DIR: data, SIMULATOR_LATENCY_MS: "0" },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.stdin.end(typed);
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
  }
});
