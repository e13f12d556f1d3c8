/** Places for workflows: never more of a weight are carried at once, over all workers, than the datacenter says. */
import type pg from "pg";
import type { PlaceKind } from "./place-locks.ts";
import { type CountedPlaces, startPlaces } from "./places.ts";

const WORKFLOWS: PlaceKind = {
  name: "workflows",
  limit: (weight) => `case ${weight} when 'light' then light_at_once else heavy_at_once end`,
};

export function startWorkflowPlaces(pool: pg.Pool): CountedPlaces {
  return startPlaces({ kind: WORKFLOWS, pool, usual: { light: 1, heavy: 1 } });
}
