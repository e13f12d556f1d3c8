/** Why a run cannot go on: a task cannot succeed, somebody cancelled it, or somebody else goes on with it. */

/** A task cannot succeed, and trying again would not help. `message` is the reason, for everyone on the card. */
export class TaskFailed extends Error {
  override readonly name: string = "TaskFailed";
}

/** The whole workflow ends, whatever its task says of failures: no task goes on with this or is tried again. */
export class Stopped extends TaskFailed {
  override readonly name: string = "Stopped";
}

/** For a `catch` that goes on with the failure of a task, and with nothing else. Throws every other error on. */
export function failureOnly(error: unknown): TaskFailed {
  if (error instanceof TaskFailed) return error;
  throw error;
}

/** Somebody asked for the workflow's end. */
export class Cancelled extends Stopped {
  override readonly name = "Cancelled";

  constructor() {
    super("cancelled");
  }
}

/** An operator has to say whether the workflow goes on; until then it rests. `message` says why. */
export class Asking extends Error {
  override readonly name = "Asking";
}

/** Another run goes on with the workflow; this one has nothing more to say. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}
