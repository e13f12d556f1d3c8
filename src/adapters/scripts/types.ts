/** The script types this worker can run: a later type is one file and one line here. */

import { command } from "./command.ts";
import { node } from "./node.ts";

/** What to start for a script; `environment` comes on top of the clean one. */
export interface Launch {
  program: string;
  arguments: string[];
  environment: Record<string, string>;
}

/** How a script of one type is started. Throws when the file cannot be run. */
export type ScriptType = (file: string, parameters: Record<string, unknown>) => Launch;

/** Every type by the name that a task gives it. */
export const SCRIPT_TYPES: ReadonlyMap<string, ScriptType> = new Map([
  ["command", command],
  ["node", node],
]);
