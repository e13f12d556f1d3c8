/** Scripts of the type `command`: any executable file, or else a script for /bin/sh. */

import { accessSync, constants } from "node:fs";
import type { Launch } from "./launch-of.ts";

/** Longer values reach the script on standard input only: Linux refuses to start a program with 128 KiB in one variable. */
const LONGEST_VALUE = 16 * 1024;

/** Scalar parameters come as PARAM_<NAME> too, for a shell reads no JSON. Throws when the file cannot be read. */
export function command(file: string, parameters: Record<string, unknown>): Launch {
  accessSync(file, constants.R_OK);
  const environment = asVariables(parameters);
  if (isExecutable(file)) return { program: file, arguments: [], environment };
  return { program: "/bin/sh", arguments: [file], environment };
}

function asVariables(parameters: Record<string, unknown>): Record<string, string> {
  const variables = Object.entries(parameters)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => [`PARAM_${name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_")}`, String(value)] as const)
    .filter(([, text]) => text.length <= LONGEST_VALUE && !text.includes("\0"));
  return Object.fromEntries(variables);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
