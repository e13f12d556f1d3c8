/** The script pool: a task's script starts when there is a place for one more of its type. */
import type { Task } from "./action.ts";
import { lookout } from "./lookout.ts";
import type { Place } from "./places.ts";
import { type Run, requireUninterrupted } from "./run.ts";

/** As long as it takes; null when a cancel or the end of the workflow's time comes first. */
export async function waitForPlace(run: Run, { type }: Task, cancellable: boolean): Promise<Place | null> {
  const out = lookout(run, cancellable);
  try {
    const place = await run.rooms.places.take(type, out.signal);
    if (!place) requireUninterrupted(run);
    return place;
  } finally {
    out.end();
  }
}
