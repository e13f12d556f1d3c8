/** Scripts of the type `node`: run by the very Node that runs us, TypeScript included. */

import { accessSync, constants } from "node:fs";
import type { Launch, ScriptType } from "./script-type.ts";

export function node(): ScriptType {
  return { name: "node", usual: 32, why: null, how: "process", launch };
}

/** Throws when the file cannot be read. */
function launch(file: string): Launch {
  accessSync(file, constants.R_OK);
  return { program: process.execPath, arguments: [file], environment: {} };
}
