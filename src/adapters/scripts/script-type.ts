/** What there is to know of a type of scripts: its name, whether it can run here, and how it is run. */

import type { ScriptTypeName } from "../../domain/script-limits.ts";

/** What to start; `environment` comes on top of the clean one. */
export interface Launch {
  program: string;
  arguments: string[];
  environment: Record<string, string>;
  /** The line that is written once the script has run to its end, where the exit code does not tell. */
  sentinel?: string;
}

interface Kind {
  name: ScriptTypeName;
  /** How many of its scripts run at once when nobody has said how many. */
  usual: number;
  /** Why none can run here, as a few words; null: they can. */
  why: string | null;
}

/** A script is a process of its own, or a request to a long-lived host. */
export type ScriptType =
  | (Kind & {
      how: "process";
      /** Throws when the file cannot be run. `directory` is the script's own. */
      launch(file: string, parameters: Record<string, unknown>, directory: string): Launch;
    })
  | (Kind & { how: "host"; launch(): Launch });
