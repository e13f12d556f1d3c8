/** Places for scripts: never more of a type run at once, over all workers, than the datacenter says. */
import type { PlaceKind } from "./place-locks.ts";
import { type CountedPlaces, type PlacesOptions, startPlaces } from "./places.ts";

const SCRIPTS: PlaceKind = {
  name: "scripts",
  limit: (type) => `(scripts_at_once ->> ${type})::int`,
};

export function startScriptPlaces(options: Omit<PlacesOptions, "kind">): CountedPlaces {
  return startPlaces({ ...options, kind: SCRIPTS });
}
