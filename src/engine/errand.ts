/** An errand: an action that nobody asked for, of which nothing is kept but what it returns; a lost one is simply run again. */
import type { Pinned } from "../app/engine.ts";
import type { Subject } from "../domain/data-item.ts";
import { bind } from "./bindings.ts";
import { fetchedFor } from "./kept-outputs.ts";
import { activityId, type Run, startRun, type TaskRooms } from "./run.ts";
import { performTasks } from "./tasks.ts";
import type { Move, Work, WorkflowStore } from "./workflow-store.ts";

/** What an errand works with: the script pool, and nothing that is saved. */
export type ErrandRooms = Omit<TaskRooms, "workflows">;

export interface Errand extends Pinned {
  /** Unique; an interrupted errand that is run again has the same one. */
  id: string;
  action: string;
  subject: Subject;
}

/**
 * Runs the tasks of an action, each with its place in the script pool, and returns what the action returns. Throws
 * TaskFailed when a task failed; any other throw means: try again later.
 */
export async function runErrand(
  rooms: ErrandRooms,
  errand: Errand,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const run = startRun({ ...rooms, workflows: keptInMemory() }, workOf(errand), signal);
  await reapEarlier(run);
  await performTasks(run);
  return bind(run.plan.returns, run.item, await fetchedFor(run, run.plan.returns));
}

/** Ends what an earlier, interrupted try left running. */
async function reapEarlier(run: Run): Promise<void> {
  await Promise.all(run.plan.tasks.map((_, position) => run.rooms.scripts.reap(activityId(run, position))));
}

function workOf({ id, action, pack, plan, subject }: Errand): Work {
  return {
    ...{ id, run: 1, attempt: 1, request: "", job: "", action, pack, plan, subject },
    ...{ cancelAsked: false, ageMs: 0, activities: [], asks: null, ended: null, isInLine: false },
  };
}

/** Nobody can cancel it or take it over, and its large outputs are looked up where the small ones are. */
function keptInMemory(): WorkflowStore {
  const ended: NonNullable<Move["ended"]>[] = [];
  return {
    begin: async () => null,
    async move(_fence, move) {
      if (move.ended) ended.push(move.ended);
      return "go-on";
    },
    look: async () => "go-on",
    note: async () => undefined,
    kept: async (_workflow, places) =>
      places.flatMap(({ position, name }) => {
        const outputs = ended.findLast((one) => one.position === position)?.outputs ?? {};
        return Object.hasOwn(outputs, name) ? [{ position, name, value: outputs[name] }] : [];
      }),
    end: async () => "ended",
  };
}
