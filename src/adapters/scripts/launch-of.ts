/** How a script of some type is started. */

/** What to start for a script; `environment` comes on top of the clean one. */
export interface Launch {
  program: string;
  arguments: string[];
  environment: Record<string, string>;
}

/** How a script of one type is started. Throws when the file cannot be run. */
export type ScriptType = (file: string, parameters: Record<string, unknown>) => Launch;
