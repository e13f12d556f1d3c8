/** Long-lived hosts: kept between scripts, and replaced when one dies, takes too long or speaks nonsense. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { programOn } from "../../../src/adapters/scripts/programs.ts";
import { startScripts } from "../../../src/adapters/scripts/start.ts";
import type { ScriptResult } from "../../../src/engine/script.ts";
import { isAlive, never, pidIn, workbench } from "./workbench.ts";

const WAIT = { timeout: 10_000, interval: 10 };
const STAND_IN = fileURLToPath(new URL("../../fixtures/scripts/pwsh.mjs", import.meta.url));
const PWSH = `exec '${process.execPath}' '${STAND_IN}' "$@"`;

function bench() {
  const made = workbench(undefined, { pwsh: PWSH });
  let count = 0;
  /** Runs a function's body as a script of its own activity. */
  const run = (text: string, more: object = {}, signal = never, hear?: (line: string) => void) => {
    count += 1;
    const file = made.script(`s${count}.ps1`, text);
    return made.runner.run(made.call(file, { activity: `act-${count}`, type: "powershell", ...more }), signal, hear);
  };
  return { ...made, run, pid: async () => firstValue(await run("return it.pid")) };
}

function firstValue(result: ScriptResult): number {
  if (result.kind !== "returned") throw new Error(result.kind);
  return Number(result.values[0]);
}

describe("a host", () => {
  it("runs one script after the other, and a second one those that come at the same time", async () => {
    const { run, pid } = bench();
    const first = await pid();
    expect(await pid()).toBe(first);
    const text = "await new Promise((done) => setTimeout(done, 100)); return it.pid";
    const both = await Promise.all([run(text), run(text)]);
    expect(new Set(both.map(firstValue)).size).toBe(2);
    expect(both.map(firstValue)).toContain(first);
  });

  it("is given parameters, and secrets beside them which come back from nowhere", async () => {
    const { run } = bench();
    const heard: string[] = [];
    const given = { parameters: { vm: "web", size: 4 }, secure: { password: "canary-7" } };
    const text = "it.say('I know ' + it.secure.password); return { ...it.params, ...it.secure }";
    const result = await run(text, given, never, (line) => heard.push(line));
    expect(result).toMatchObject({ outputs: { vm: "web", size: 4, password: "***" }, stdout: "I know ***" });
    expect(heard).toEqual(["I know ***"]);
  });

  it.each([
    ["values", "return [0, 5]", { code: 0, values: [0, 5], outputs: {} }],
    ["a record, which is its outputs", "return ['x', { a: 1 }, { b: [2] }]", { values: ["x"], outputs: { b: [2] } }],
    ["nothing", "", { code: 0, values: [], outputs: {} }],
    ["an error", "throw new Error('no lease')", { code: 1, values: [], outputs: {}, stderr: "no lease" }],
  ])("tells that a script returned %s", async (_what, text, expected) => {
    expect(await bench().run(text)).toMatchObject({ kind: "returned", ...expected });
  });
});

describe("a host is ended, and the next script has another,", () => {
  const HANG = "it.say('begun'); await new Promise((done) => setTimeout(done, 600_000))";

  it.each([
    ["when its script takes too long", HANG, { timeoutSeconds: 0.3 }, { kind: "timed-out", stdout: "begun" }],
    ["when it dies", "process.exit(7)", {}, { kind: "broke", reason: "its host died: it ended with code 7" }],
    [
      "when it speaks nonsense",
      "it.mumble(); await new Promise((done) => setTimeout(done, 600_000))",
      {},
      { kind: "broke", reason: "its host gave no reply that can be understood" },
    ],
  ])("%s", async (_why, text, more, expected) => {
    const { run, pid, workRoot } = bench();
    const first = await pid();
    expect(await run(text, more)).toMatchObject(expected);
    expect(isAlive(first)).toBe(false);
    expect(await pid()).not.toBe(first);
    expect(readdirSync(workRoot).filter((name) => name.startsWith("act"))).toEqual([]);
  });

  it("when its script is cancelled", async () => {
    const { run, pid } = bench();
    const first = await pid();
    const cancel = new AbortController();
    const running = run(HANG, {}, cancel.signal, () => cancel.abort());
    expect(await running).toEqual({ kind: "cancelled" });
    expect([isAlive(first), (await pid()) === first]).toEqual([false, false]);
  });

  it("when all is closed, and nothing is left", async () => {
    const { pid, runner, workRoot } = bench();
    const first = await pid();
    await runner.close();
    expect([isAlive(first), readdirSync(workRoot)]).toEqual([false, []]);
  });

  it("also when it was idle and killed", async () => {
    const { pid } = bench();
    const first = await pid();
    process.kill(first, "SIGKILL");
    await expect.poll(() => isAlive(first), WAIT).toBe(false);
    expect(await pid()).not.toBe(first);
  });
});

describe("after our process was killed", () => {
  it.each(["reap", "another start"])("%s ends the host that still runs its script", async (how) => {
    const { script, call, folder, workRoot } = bench();
    const deaf = `
      process.stdin.destroy();
      (await import("node:fs")).writeFileSync("${folder}/host", String(it.pid));
      await new Promise((done) => setTimeout(done, 600_000));`;
    const left = call(script("s.ps1", deaf), { type: "powershell" });
    const parent = spawn(process.execPath, [parentOf(script, workRoot, `${folder}/bin`, left)]);
    await expect.poll(() => pidIn(`${folder}/host`), WAIT).toBeGreaterThan(0);
    const host = pidIn(`${folder}/host`);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    expect(isAlive(host)).toBe(true);
    const later = startScripts({ workRoot, types: [] });
    if (how === "reap") await later.reap("act-1");
    await later.close();
    expect(isAlive(host)).toBe(false);
    expect(readdirSync(workRoot).filter((name) => name.startsWith("kept"))).toEqual([]);
  });
});

/** A program of ours that runs the call and waits for it. */
function parentOf(script: (name: string, text: string) => string, workRoot: string, bin: string, call: object): string {
  const source = (file: string) =>
    JSON.stringify(fileURLToPath(new URL(`../../../src/adapters/scripts/${file}.ts`, import.meta.url)));
  return script(
    "parent.mjs",
    `import { startScripts } from ${source("start")};
     import { scriptTypes } from ${source("types")};
     const types = scriptTypes(${JSON.stringify(bin)});
     const runner = startScripts({ workRoot: ${JSON.stringify(workRoot)}, types });
     await runner.run(${JSON.stringify(call)}, new AbortController().signal);`,
  );
}

const REAL = programOn(process.env.PATH ?? "", "pwsh");

describe.skipIf(REAL === null)("a real PowerShell (skipped where no pwsh is on the PATH)", () => {
  function real() {
    const made = workbench(undefined, { pwsh: `exec '${REAL}' "$@"` });
    const run = (text: string, more: object = {}) =>
      made.runner.run(made.call(made.script("s.ps1", text), { type: "powershell", ...more }), never);
    return { ...made, run };
  }

  it("keeps its process, and nothing of what a script left in it", async () => {
    const { run } = real();
    const leave = "$global:left = 1; $env:LEFT = 'yes'; function Left { 1 }; Set-Location /; $PID";
    const first = firstValue(await run(leave));
    const look =
      "@{ pid = $PID; left = $global:left; env = $env:LEFT; has = [bool](Get-Command Left -ErrorAction Ignore) }";
    expect(await run(look)).toMatchObject({ outputs: { pid: first, left: null, env: null, has: false } });
  });

  it("hands secrets over as secure strings", async () => {
    const { run } = real();
    const text = "param($vm, [securestring]$password) $vm; ConvertFrom-SecureString $password -AsPlainText | % Length";
    expect(await run(text, { parameters: { vm: "web" }, secure: { password: "canary-7" } })).toMatchObject({
      values: ["web", 8],
    });
  });

  it("returns, throws, and is ended at its time-out", async () => {
    const { run } = real();
    expect(await run("Write-Host working; 0; 5")).toMatchObject({ values: [0, 5], stdout: "working" });
    expect(await run("throw 'no lease'")).toMatchObject({ code: 1, stderr: "no lease" });
    expect(await run("Start-Sleep 600", { timeoutSeconds: 1 })).toMatchObject({ kind: "timed-out" });
  });
});
