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
  /** Secret values: handed over with the parameters, by standard input alone, and taken out of all that comes back. */
  secure: Record<string, string>;
  /** Seconds until the whole process tree is ended; null: no limit of its own. */
  timeoutSeconds: number | null;
  /** The kept connection that the script may ask; null: none. */
  connection: Connection | null;
}

/** One kept process for each `to`, which every script that names it asks in turn. */
export interface Connection {
  /** The host's name or address; the program is given it as its only argument. */
  to: string;
  /** The type and absolute path of the program that holds the connection: it answers each line with one line. */
  type: string;
  file: string;
  /** May a request be sent again when the connection died before it was answered? */
  again: boolean;
}

/**
 * How a script ended. Its last line of standard output says what it returned, as JSON: an object is its `outputs`, a list
 * its `values`, anything else its only value. One that `broke` ended without having run to its end, whatever its code is.
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
  | { kind: "broke"; reason: string; stdout: string; stderr: string }
  | { kind: "timed-out"; stdout: string; stderr: string }
  | { kind: "cancelled" };

/** Runs scripts. Throws only when the script could not be started at all. */
export interface ScriptRunner {
  /** `hear` is given each line that the script says while it runs; what it returns is none of them. */
  run(call: ScriptCall, signal: AbortSignal, hear?: (line: string) => void): Promise<ScriptResult>;
  /** Ends what an earlier process of ours left running for this activity, if anything. */
  reap(activity: string): Promise<void>;
}

/** A type of scripts, and whether they can run here. */
export interface ScriptTypeStanding {
  type: string;
  available: boolean;
  /** Why they cannot, as a few words: `no pwsh on the PATH`; null when they can. */
  why: string | null;
}
