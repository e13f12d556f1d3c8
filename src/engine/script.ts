/** What the engine asks of whoever runs scripts: one call in, one result out. */

/** One run of a task's script. */
export interface ScriptCall {
  /** The activity's id; unique, names the private working directory, and lets a later run find a left-over process. */
  activity: string;
  /** Which runner: `command`, `node`, … */
  type: string;
  /** Absolute path of the script. */
  file: string;
  /** Handed over as one JSON object on standard input. */
  parameters: Record<string, unknown>;
  /** Seconds until the whole process tree is ended; null: no limit of its own. */
  timeoutSeconds: number | null;
}

/**
 * How a script ended. Its last line of standard output says what it returned, as JSON: an object is its `outputs`, a list
 * its `values`, anything else its only value.
 */
export type ScriptResult =
  | {
      kind: "returned";
      code: number;
      outputs: Record<string, unknown>;
      values: unknown[];
      stdout: string;
      stderr: string;
    }
  | { kind: "timed-out"; stdout: string; stderr: string }
  | { kind: "cancelled" };

/** Runs scripts. Throws only when the script could not be started at all. */
export interface ScriptRunner {
  run(call: ScriptCall, signal: AbortSignal): Promise<ScriptResult>;
  /** Ends what an earlier process of ours left running for this activity, if anything. */
  reap(activity: string): Promise<void>;
}
