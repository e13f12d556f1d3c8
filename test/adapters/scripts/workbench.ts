/** A folder for one test file's scripts, a runner that works in it, and a look at processes. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startScripts } from "../../../src/adapters/scripts/start.ts";
import { scriptTypes } from "../../../src/adapters/scripts/types.ts";
import type { ScriptCall } from "../../../src/engine/script.ts";

/** `programs`: shell scripts that stand for the interpreters of script types, by name; there are no others. */
export function workbench(outputLimit?: number, programs: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "scripts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workRoot = join(folder, "work");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o700 });
  }
  const types = scriptTypes(bin);
  const runner = startScripts({ workRoot, types, ...(outputLimit === undefined ? {} : { outputLimit }) });
  onTestFinished(() => runner.close());

  function script(name: string, text: string, mode = 0o600): string {
    const file = join(folder, name);
    writeFileSync(file, text, { mode });
    return file;
  }

  function call(file: string, more: Partial<ScriptCall> = {}): ScriptCall {
    return { activity: "act-1", type: "command", file, parameters: {}, ...PLAIN, ...more };
  }

  return { folder, workRoot, types, runner, script, call };
}

const PLAIN = { secure: {}, timeoutSeconds: 30, connection: null };

export { isAlive } from "../../support/alive.ts";

export const never = new AbortController().signal;

/** The number that a script wrote into a file, or 0 while it has not. */
export function pidIn(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}
