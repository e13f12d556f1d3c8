/** Scripts of the type `node`: run by the very Node that runs us, TypeScript included. */

import { accessSync, constants } from "node:fs";
import type { Launch } from "./launch-of.ts";

/** Throws when the file cannot be read. */
export function node(file: string): Launch {
  accessSync(file, constants.R_OK);
  return { program: process.execPath, arguments: [file], environment: {} };
}
