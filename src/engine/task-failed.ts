/** Why a workflow cannot go on: a task cannot succeed, or somebody cancelled it. */

/** A task cannot succeed, and trying again would not help. `message` is the reason, for everyone on the card. */
export class TaskFailed extends Error {
  override readonly name: string = "TaskFailed";
}

/** Somebody asked for the workflow's end. */
export class Cancelled extends TaskFailed {
  override readonly name = "Cancelled";

  constructor() {
    super("cancelled");
  }
}
