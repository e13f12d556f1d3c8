/** Scripts of the type `powershell`: run by long-lived hosts, because starting PowerShell takes longer than most scripts. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { programOn } from "./programs.ts";
import type { Launch, ScriptType } from "./script-type.ts";

const HOST = join(import.meta.dirname, "powershell-host.ps1");

const QUIETLY = ["-NoLogo", "-NoProfile", "-NonInteractive"];

export function powershell(path: string): ScriptType {
  const program = programOn(path, "pwsh") ?? programOn(path, "pwsh.exe");
  return { name: "powershell", usual: 4, why: whyNot(program), how: "host", launch: () => launch(program ?? "pwsh") };
}

function launch(program: string): Launch {
  const arguments_ = [...QUIETLY, "-ExecutionPolicy", "Bypass", "-File", HOST];
  return { program, arguments: arguments_, environment: { POWERSHELL_TELEMETRY_OPTOUT: "1", NO_COLOR: "1" } };
}

/** Something only PowerShell gives the answer to: stand-ins of that name answer 0 to everything. */
const QUESTION = "'ready ' + (40 + 2)";
const ANSWER = "ready 42";
const PATIENCE_MS = 20_000;

function whyNot(program: string | null): string | null {
  if (program === null) return "no pwsh on the PATH";
  const { stdout } = spawnSync(program, [...QUIETLY, "-Command", QUESTION], { encoding: "utf8", timeout: PATIENCE_MS });
  return stdout?.trim() === ANSWER ? null : "the pwsh on the PATH does not answer as PowerShell does";
}
