/** Makes a place free in which an earlier process of ours may have left something. */

import { endTree } from "./tree.ts";
import type { Workplace } from "./workplace.ts";

/** Ends whoever is still there, and removes everything. */
export async function vacate(place: Workplace): Promise<void> {
  const pid = place.noted();
  place.takeOver();
  if (pid !== null) await endTree(pid, place.directory);
  await endTree(null, place.directory);
  await place.close();
}
