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
  state: "running" | "done" | "failed";
  outputs: Record<string, unknown>;
  reason: string;
}

/** How a workflow ended. */
export interface Ending {
  outcome: JobOutcome;
  reason: string;
}

/** A workflow with everything that is needed to go on with it. */
export interface Work {
  id: string;
  run: number;
  request: string;
  /** The id of what it works on. */
  job: string;
  action: string;
  pack: string;
  plan: unknown;
  cancelAsked: boolean;
  activities: Activity[];
  subject: Subject;
  /** Not null when it has ended already. */
  ended: Ending | null;
}

/** A step forward: one task ended, the next one started, or both at once. */
export interface Move {
  ended?: Activity;
  started?: { position: number; task: string };
}

/** All but `begin` throw Superseded when somebody else has taken the workflow up, or it has ended. */
export interface WorkflowStore {
  /**
   * Takes the workflow up: it is running from now on, and the fence is raised. One that has ended is returned as it is,
   * unless a later workflow has the same job. Null: there is nothing to do.
   */
  begin(id: string): Promise<Work | null>;
  /** Saves all of it or nothing, and has the cards drawn again. Returns whether somebody asked for a cancel. */
  move(fence: Fence, move: Move): Promise<boolean>;
  /** Has somebody asked for a cancel? */
  isCancelAsked(fence: Fence): Promise<boolean>;
  end(fence: Fence, ending: Ending): Promise<void>;
}

/** Somebody else goes on with the workflow; this run has nothing more to say. */
export class Superseded extends Error {
  override readonly name = "Superseded";

  constructor({ workflow, run }: Fence) {
    super(`run ${run} of workflow ${workflow} is not the current one`);
  }
}
