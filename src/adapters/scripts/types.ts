/** The script types this worker can run: a later type is one file and one line here. */

import { command } from "./command.ts";
import type { ScriptType } from "./launch-of.ts";
import { node } from "./node.ts";

/** Every type by the name that a task gives it. */
export const SCRIPT_TYPES: ReadonlyMap<string, ScriptType> = new Map([
  ["command", command],
  ["node", node],
]);
