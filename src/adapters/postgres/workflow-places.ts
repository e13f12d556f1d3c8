/** Places for workflows: never more of a weight are carried at once, over all workers, than the datacenter says. */
import type pg from "pg";
import type { PlaceKind } from "./place-locks.ts";
import { type CountedPlaces, startPlaces } from "./places.ts";

const WORKFLOWS: PlaceKind = {
  name: "workflows",
  limit: (weight, usual) => `coalesce(
    (select case ${weight} when 'light' then light_at_once else heavy_at_once end
      from datacenter order by created_at, id limit 1), ${usual})`,
};

export function startWorkflowPlaces(pool: pg.Pool): CountedPlaces {
  return startPlaces({ kind: WORKFLOWS, pool, usual: { light: 1, heavy: 1 } });
}
