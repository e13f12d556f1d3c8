/** Runs a task's parts in order, each in a room of its own. */
import { partsOf } from "./parts.ts";
import { enter, type Room } from "./room.ts";
import { look, type Run, requireTime, requireUninterrupted, type Turn } from "./run.ts";
import { runScript } from "./script-run.ts";
import { noting } from "./script-said.ts";
import { Cancelled, failureOnly, Stopped, TaskFailed } from "./task-failed.ts";

/**
 * Runs one after the other, each in a room of its own; `first` is the first one's. A part is given what those before it
 * put out, and all of that together is the task's. Throws what `runScript` throws.
 */
export async function runParts(run: Run, turn: Turn, first: Room | null, cancellable: boolean): Promise<Outcome> {
  let outputs: Outcome = {};
  const notes = noting(run, turn.position);
  try {
    for (const [at, part] of partsOf(turn.task).entries()) {
      const room = at === 0 ? first : await enter(run, turn, part, cancellable);
      if (!room) return await raise(run, cancellable);
      const call = { script: part.script, lock: room.lock, given: outputs, hear: notes.hear };
      outputs = { ...outputs, ...(await runIn(room, () => runScript(run, turn, call, cancellable))) };
    }
    return outputs;
  } finally {
    await notes.end();
  }
}

type Outcome = Record<string, unknown>;

/** Whatever came of a script that was not alone under its lock any more cannot be relied upon. */
async function runIn({ lock, leave }: Room, work: () => Promise<Outcome>): Promise<Outcome> {
  const ended = await work().catch(failureOnly).finally(leave);
  const wasAlone = await leave();
  if (!wasAlone) throw new Stopped(String(lock?.lost.reason ?? "its lock was given to another"), { cause: ended });
  if (ended instanceof TaskFailed) throw ended;
  return ended;
}

/** Why there is no room. */
async function raise(run: Run, cancellable: boolean): Promise<never> {
  requireUninterrupted(run);
  const isCancelled = await look(run);
  if (cancellable && isCancelled) throw new Cancelled();
  if (cancellable) requireTime(run);
  throw new Error(`workflow ${run.work.id} was taken out of the line for its lock`);
}
