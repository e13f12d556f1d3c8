/** Scripts of the type `command`: any executable file, or else a script for /bin/sh. */

import { accessSync, constants } from "node:fs";
import { isProgram } from "./programs.ts";
import type { Launch, ScriptType } from "./script-type.ts";

/** Longer values reach the script on standard input only: Linux refuses to start a program with 128 KiB in one variable. */
const LONGEST_VALUE = 16 * 1024;

const SHELL = "/bin/sh";

export function command(): ScriptType {
  return { name: "command", usual: 32, why: isProgram(SHELL) ? null : `no ${SHELL}`, how: "process", launch };
}

/** Throws when the file cannot be read. */
function launch(file: string, parameters: Record<string, unknown>): Launch {
  accessSync(file, constants.R_OK);
  const environment = asVariables(parameters);
  if (isProgram(file)) return { program: file, arguments: [], environment };
  return { program: SHELL, arguments: [file], environment };
}

/** Scalar parameters come as PARAM_<NAME> too, for languages that read no JSON; secret ones never do. */
export function asVariables(parameters: Record<string, unknown>): Record<string, string> {
  const variables = Object.entries(parameters)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => [`PARAM_${name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_")}`, String(value)] as const)
    .filter(([, text]) => text.length <= LONGEST_VALUE && !text.includes("\0"));
  return Object.fromEntries(variables);
}
