/** Fetches what earlier tasks put out and is not kept in the data item itself. */
import { isPlaceholder } from "../domain/kept-output.ts";
import type { Binding } from "./action.ts";
import { type Outputs, outputsIn } from "./bindings.ts";
import type { Run } from "./run.ts";
import { Superseded } from "./task-failed.ts";
import type { KeptOutput } from "./workflow-store.ts";

/**
 * The outputs, those that these bindings need in full. Throws Superseded when one is not kept any more: only another run,
 * which came to the end, collects it.
 */
export async function fetchedFor(run: Run, bindings: Record<string, Binding>): Promise<Outputs> {
  const wanted = outputsIn(bindings).filter(({ task, name }) => isPlaceholder(run.outputs[task]?.[name]));
  if (wanted.length === 0) return run.outputs;
  const places = wanted.map(({ task, name }) => ({ position: positionOf(run, task), name }));
  const values = await run.rooms.workflows.kept(run.fence.workflow, places);
  return Object.fromEntries(
    Object.entries(run.outputs).map(([task, outputs]) => [
      task,
      filled(outputs, positionOf(run, task), places, values),
    ]),
  );
}

function filled(
  outputs: Outputs[string],
  position: number,
  places: Omit<KeptOutput, "value">[],
  values: KeptOutput[],
): Outputs[string] {
  const own = places.filter((place) => place.position === position);
  const found = own.map(({ name }) => values.find((one) => one.position === position && one.name === name));
  if (found.includes(undefined)) throw new Superseded();
  return { ...outputs, ...Object.fromEntries(found.flatMap((one) => (one ? [[one.name, one.value]] : []))) };
}

function positionOf({ plan }: Run, task: string): number {
  return plan.tasks.findIndex(({ name }) => name === task);
}
