/** Fetches what earlier tasks put out and is not kept in the data item itself. */
import { isPlaceholder } from "../domain/kept-output.ts";
import type { Binding } from "./action.ts";
import { type Outputs, outputsIn } from "./bindings.ts";
import { look, type Run } from "./run.ts";
import { TaskFailed } from "./task-failed.ts";
import type { KeptOutput } from "./workflow-store.ts";

/**
 * The outputs, those that these bindings need in full. When one is not kept any more, it throws Superseded where another run
 * came to the end and collected it, and TaskFailed where it was purged while the workflow lay failed.
 */
export async function fetchedFor(run: Run, bindings: Record<string, Binding>): Promise<Outputs> {
  const wanted = placeholdersIn(run, bindings);
  if (wanted.length === 0) return run.outputs;
  const places = wanted.map(({ task, name }) => ({ position: positionOf(run, task), name }));
  const values = await run.rooms.workflows.kept(run.fence.workflow, places);
  if (values.length < places.length) await failWithout(run, wanted);
  return Object.fromEntries(
    Object.entries(run.outputs).map(([task, outputs]) => [task, filled(outputs, positionOf(run, task), values)]),
  );
}

/** Each once, however many parameters are bound to it. */
function placeholdersIn(run: Run, bindings: Record<string, Binding>): { task: string; name: string }[] {
  const wanted = outputsIn(bindings).filter(({ task, name }) => isPlaceholder(run.outputs[task]?.[name]));
  return wanted.filter(
    (one, at) => wanted.findIndex(({ task, name }) => task === one.task && name === one.name) === at,
  );
}

async function failWithout(run: Run, wanted: { task: string; name: string }[]): Promise<never> {
  await look(run);
  const list = wanted.map(({ task, name }) => `${task}.${name}`).join(", ");
  throw new TaskFailed(`not all of ${list} is kept any more, so it cannot go on from here`);
}

function filled(outputs: Outputs[string], position: number, values: KeptOutput[]): Outputs[string] {
  const own = values.filter((value) => value.position === position);
  return { ...outputs, ...Object.fromEntries(own.map(({ name, value }) => [name, value])) };
}

function positionOf({ plan }: Run, task: string): number {
  return plan.tasks.findIndex(({ name }) => name === task);
}
