/** Scripts of the type `vbscript`: run by `cscript`, whose exit code tells nothing of a script that broke off. */

import { accessSync, constants, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asVariables } from "./command.ts";
import { programOn } from "./programs.ts";
import type { Launch, ScriptType } from "./script-type.ts";

const INTERPRETER = "cscript";

export function vbscript(path: string): ScriptType {
  const program = programOn(path, INTERPRETER) ?? programOn(path, `${INTERPRETER}.exe`);
  const why = program ? null : `no ${INTERPRETER} on the PATH`;
  return {
    ...{ name: "vbscript", usual: 8, why, how: "process" },
    launch: (file, parameters, directory) => launch(program ?? INTERPRETER, file, parameters, directory),
  };
}

const SENTINEL = "-- the script has run to its end --";

/** A frame runs the script and says so when that came to its end. Throws when the file cannot be read. */
function launch(program: string, file: string, parameters: Record<string, unknown>, directory: string): Launch {
  accessSync(file, constants.R_OK);
  const frame = join(directory, "frame.vbs");
  writeFileSync(frame, frameOf(file));
  const environment = asVariables(parameters);
  return { program, arguments: ["//Nologo", frame], environment, sentinel: SENTINEL };
}

function frameOf(file: string): string {
  const path = file.replaceAll('"', '""');
  return [
    `ExecuteGlobal CreateObject("Scripting.FileSystemObject").OpenTextFile("${path}", 1).ReadAll`,
    `WScript.Echo "${SENTINEL}"`,
    "",
  ].join("\r\n");
}
