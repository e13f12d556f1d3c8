/** What the engine asks of whoever keeps workflows: take one up, save each move, watch for a cancel, end it. */
import type { JobOutcome } from "../../machines/jobs.ts";
import type { Subject } from "../domain/data-item.ts";

/** One run's right to write: whoever took the workflow up later has a higher `run`. */
export interface Fence {
  workflow: string;
  run: number;
}

/** A task that began at some time. Those that undo come after the tasks, in the same count. */
export interface Activity {
  position: number;
  /**
   * `continued`: it failed, and the workflow went on. `asking`: it was interrupted, and the workflow waits for an
   * operator's word. `waiting`: the word was to run it again.
   */
  state: "running" | "done" | "failed" | "continued" | "asking" | "waiting";
  /** Those that are kept elsewhere by their placeholders, when it comes from its row. */
  outputs: Record<string, unknown>;
  reason: string;
}

/** How a workflow ended. */
export interface Ending {
  outcome: JobOutcome;
  reason: string;
  returns: Record<string, unknown>;
}

/** An output too large for the data item, at the position of its task. */
export interface KeptOutput {
  position: number;
  name: string;
  value: unknown;
}

/** A workflow with everything that is needed to go on with it. */
export interface Work {
  id: string;
  run: number;
  /** Which attempt of its job this is, counted from 1. */
  attempt: number;
  request: string;
  /** The id of what it works on. */
  job: string;
  action: string;
  pack: string;
  plan: unknown;
  cancelAsked: boolean;
  /** How long ago its first run took it up, in milliseconds. */
  ageMs: number;
  activities: Activity[];
  /** Does an earlier run of it still hold a lock, or wait for one? */
  isInLine: boolean;
  subject: Subject;
  /** Not null when it waits for an operator's word: why. */
  asks: string | null;
  /** Not null when it has ended already. */
  ended: Ending | null;
}

/** A step forward: one task ended, the next one started, both at once, or neither: only the cards are drawn again. */
export interface Move {
  ended?: Activity;
  started?: { position: number; task: string };
}

/** What a run is told when it looks: to go on, to cancel, or that it is not the current run any more. */
export type Word = "go-on" | "cancel" | "superseded";

export interface WorkflowStore {
  /**
   * Takes the workflow up: it is running from now on, and the fence is raised. One that asks or has ended is returned as it is,
   * unless a later workflow has the same job. Null: there is nothing to do.
   */
  begin(id: string): Promise<Work | null>;
  /**
   * Saves all of it, and has the cards drawn again; or nothing when superseded. Where an activity asks, so does the
   * workflow from now on, and it is in no run's hands any more; unless somebody asked for a cancel.
   */
  move(fence: Fence, move: Move): Promise<Word>;
  look(fence: Fence): Promise<Word>;
  /** Keeps what the script of an activity that began has said so far; nothing when superseded. */
  note(fence: Fence, position: number, said: string): Promise<void>;
  /** What is there of these. */
  kept(workflow: string, places: Omit<KeptOutput, "value">[]): Promise<KeptOutput[]>;
  /** Collects what was kept of its outputs with it. */
  end(fence: Fence, ending: Ending): Promise<"ended" | "superseded">;
}
