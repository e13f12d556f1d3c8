/** The registry of script types: which can run here, and why the others cannot. */

import { describe, expect, it } from "vitest";
import { standingOf } from "../../../src/adapters/scripts/types.ts";
import { never, workbench } from "./workbench.ts";

describe("a script type", () => {
  it("whose interpreter is missing says so, and the others can run", () => {
    expect(workbench().types.map(standingOf)).toEqual([
      { type: "command", available: true, why: null },
      { type: "node", available: true, why: null },
      { type: "powershell", available: false, why: "no pwsh on the PATH" },
      { type: "vbscript", available: false, why: "no cscript on the PATH" },
    ]);
  });

  it("is not believed of a PowerShell that answers 0 to everything", () => {
    const { types } = workbench(undefined, { pwsh: "exit 0" });
    expect(types.map(standingOf)[2]).toEqual({
      ...{ type: "powershell", available: false, why: "the pwsh on the PATH does not answer as PowerShell does" },
    });
  });

  it("that cannot run here fails a script with the reason", async () => {
    const { runner, script, call } = workbench();
    const error = await runner.run(call(script("s.ps1", ""), { type: "powershell" }), never).catch((cause) => cause);
    expect(String(error.cause)).toContain("nothing here runs powershell: no pwsh on the PATH");
  });
});

/** Says what the frame asks for, as far as a shell can: the script's own lines, and the last line of the frame. */
const CSCRIPT = `
  case "$1" in //Nologo) shift;; *) exit 3;; esac
  script=$(sed -n 's/.*OpenTextFile("\\([^"]*\\)".*/\\1/p' "$1")
  . "$script"
  sed -n 's/^WScript.Echo "\\(.*\\)".*/\\1\\r/p' "$1"`;

describe("a vbscript", () => {
  it.each([
    [
      "has returned when it came to its end",
      "echo working; echo '[0,5]'",
      { kind: "returned", code: 0, values: [0, 5] },
    ],
    [
      "has broken off when it did not, whatever its code is",
      "echo working; echo 'line 3: type mismatch' >&2; exit 0",
      { kind: "broke", reason: "it broke off, with code 0", stdout: "working\n", stderr: "line 3: type mismatch\n" },
    ],
    ["reads its parameters from the environment", 'echo "\\"$PARAM_VM\\""', { values: ["web 01"] }],
  ])("%s", async (_what, text, expected) => {
    const { runner, script, call } = workbench(undefined, { cscript: CSCRIPT });
    const file = script("s.vbs", text);
    const result = await runner.run(call(file, { type: "vbscript", parameters: { vm: "web 01" } }), never);
    expect(result).toMatchObject(expected);
  });
});
