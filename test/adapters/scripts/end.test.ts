/** A script ends with everything that it started: at its time-out, when cancelled, when it returns, after a crash of ours. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, symlinkSync, unlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isAlive, never, pidIn, workbench } from "./workbench.ts";

const WAIT = { timeout: 10_000, interval: 10 };
const LONG = 20_000;

/** A process that ignores requests, one that left its group, and one that also left its directory; all keep the pipes open. */
const family = (folder: string) => `
  sh -c 'trap "" TERM; echo $$ > ${folder}/deaf; while :; do sleep 60; done' &
  setsid sh -c 'echo $$ > ${folder}/stray; sleep 600; :' &
  setsid sh -c 'cd /; echo $$ > ${folder}/far; sleep 600; :' &
  while [ ! -s ${folder}/deaf ] || [ ! -s ${folder}/stray ] || [ ! -s ${folder}/far ]; do sleep 0.01; done
  echo begun
`;
const members = (folder: string) => ["deaf", "stray", "far"].map((name) => pidIn(`${folder}/${name}`));
const none = [false, false, false];

describe("the whole tree ends", () => {
  it("at the time-out, and what was said is told", { timeout: LONG }, async () => {
    const { runner, script, call, folder, workRoot } = workbench();
    const file = script("s.sh", `${family(folder)} sleep 600`);
    const result = await runner.run(call(file, { timeoutSeconds: 0.5 }), never);
    expect(result).toEqual({ kind: "timed-out", stdout: "begun\n", stderr: expect.any(String) });
    expect(members(folder).every((pid) => pid > 0)).toBe(true);
    expect(members(folder).map(isAlive)).toEqual(none);
    expect(readdirSync(workRoot)).toEqual([]);
  });

  it("when the run is cancelled", { timeout: LONG }, async () => {
    const { runner, script, call, folder, workRoot } = workbench();
    const cancel = new AbortController();
    const run = runner.run(
      call(script("s.sh", `${family(folder)} sleep 600`), { timeoutSeconds: null }),
      cancel.signal,
    );
    await expect.poll(() => members(folder).every((pid) => pid > 0), WAIT).toBe(true);
    cancel.abort();
    expect(await run).toEqual({ kind: "cancelled" });
    expect(members(folder).map(isAlive)).toEqual(none);
    expect(readdirSync(workRoot)).toEqual([]);
  });

  it("when the script returns and leaves some behind", { timeout: LONG }, async () => {
    const { runner, script, call, folder, workRoot } = workbench();
    const result = await runner.run(call(script("s.sh", `${family(folder)} echo '{"a":1}'`)), never);
    expect(result).toMatchObject({ kind: "returned", code: 0, outputs: { a: 1 } });
    expect(members(folder).map(isAlive)).toEqual(none);
    expect(readdirSync(workRoot)).toEqual([]);
  });
});

describe("a script", () => {
  it("may tidy up when it is asked to end", async () => {
    const { runner, script, call } = workbench();
    const file = script("s.sh", "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.02; done");
    const result = await runner.run(call(file, { timeoutSeconds: 0.3 }), never);
    expect(result).toMatchObject({ kind: "timed-out", stdout: "ready\ntidied\n" });
  });

  it("is not started when it is cancelled beforehand", async () => {
    const { runner, script, call, folder } = workbench();
    const result = await runner.run(call(script("s.sh", `touch ${folder}/ran`)), AbortSignal.abort());
    expect(result).toEqual({ kind: "cancelled" });
    expect(existsSync(`${folder}/ran`)).toBe(false);
  });

  it("may take longer than a timer can count", async () => {
    const { runner, script, call } = workbench();
    const result = await runner.run(call(script("s.sh", "sleep 0.05; exit 4"), { timeoutSeconds: 1e9 }), never);
    expect(result).toMatchObject({ kind: "returned", code: 4 });
  });
});

describe("two runs of an activity", () => {
  it("never share the place: the later one ends the earlier one", async () => {
    const { runner, script, call, folder } = workbench();
    const first = runner.run(call(script("a.sh", `echo $$ > ${folder}/first; sleep 600`)), never);
    await expect.poll(() => pidIn(`${folder}/first`), WAIT).toBeGreaterThan(0);
    const second = await runner.run(call(script("b.sh", "ls -A | wc -l")), never);
    expect(second).toMatchObject({ kind: "returned", code: 0, stdout: expect.stringMatching(/^\s*0\n$/) });
    expect(await first).toEqual({ kind: "cancelled" });
  });
});

describe("after our process was killed", () => {
  it.each(["reap", "run"] as const)("%s ends what it left running", { timeout: LONG }, async (how) => {
    const { runner, script, call, folder, workRoot } = workbench();
    const left = call(script("s.sh", `${family(folder)} echo $$ > ${folder}/leader; sleep 600`));
    const parent = spawn(process.execPath, [parentOf(script, workRoot, left)], { stdio: "ignore" });
    await expect.poll(() => pidIn(`${folder}/leader`), WAIT).toBeGreaterThan(0);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    expect(isAlive(pidIn(`${folder}/leader`))).toBe(true);
    if (how === "reap") await runner.reap("act-1");
    else expect(await runner.run(call(script("t.sh", "exit 5")), never)).toMatchObject({ code: 5 });
    expect([pidIn(`${folder}/leader`), ...members(folder)].map(isAlive)).toEqual([false, ...none]);
    expect(readdirSync(workRoot)).toEqual([]);
  });

  it("reap spares a stranger that has got the pid since", async () => {
    const { runner, script, call, folder, workRoot } = workbench();
    const left = call(script("s.sh", `echo $$ > ${folder}/leader; sleep 600`));
    const parent = spawn(process.execPath, [parentOf(script, workRoot, left)], { stdio: "ignore" });
    await expect.poll(() => pidIn(`${folder}/leader`), WAIT).toBeGreaterThan(0);
    await expect.poll(() => readdirSync(workRoot), WAIT).toContain("act-1.pid");
    const stranger = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    parent.kill("SIGKILL");
    await once(parent, "exit");
    unlinkSync(`${workRoot}/act-1.pid`);
    symlinkSync(`${stranger.pid} 1`, `${workRoot}/act-1.pid`);
    await runner.reap("act-1");
    expect([isAlive(pidIn(`${folder}/leader`)), isAlive(stranger.pid ?? 0)]).toEqual([false, true]);
    stranger.kill();
  });

  it("reap of what never ran does nothing", async () => {
    const { runner, workRoot } = workbench();
    await runner.reap("act-9");
    expect(readdirSync(workRoot)).toEqual([]);
  });
});

/** A program of ours that runs the call and waits for it. */
function parentOf(script: (name: string, text: string) => string, workRoot: string, call: object): string {
  const start = fileURLToPath(new URL("../../../src/adapters/scripts/start.ts", import.meta.url));
  return script(
    "parent.mjs",
    `import { startScripts } from ${JSON.stringify(start)};
     const runner = startScripts({ workRoot: ${JSON.stringify(workRoot)} });
     await runner.run(${JSON.stringify(call)}, new AbortController().signal);`,
  );
}
