/** The script pool as people see it. */
import type { CountedPlaces } from "../adapters/postgres/places.ts";
import type { ScriptType } from "../adapters/scripts/script-type.ts";
import type { ScriptPool } from "../app/engine.ts";

/** The types that this program knows, with what all processes do of them. */
export function scriptPool(types: ScriptType[], places: CountedPlaces): ScriptPool {
  const whyNot = new Map<string, string | null>(types.map(({ name, why }) => [name, why]));
  return {
    standing: async () => (await places.standing()).map((one) => ({ ...one, why: whyNot.get(one.type) ?? null })),
  };
}
