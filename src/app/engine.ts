/** What the use cases ask of the engine: whether it can carry more, and what an action's plan is. */
import type { EngineLoad } from "../domain/admission.ts";
import type { Weight } from "../domain/vm.ts";

/** The engine's rule of acceptance. */
export interface Admission {
  accepts(needed: number, load: EngineLoad): boolean;
}

/** The actions that are published now. */
export interface Actions {
  /** The plan of an action, a template's own before the default one; a Refusal `not-found` when there is none. */
  plan(action: string, template: string | null): { pack: string; weight: Weight; plan: unknown };
}

/** How many places for scripts of a type there are, and how many are taken now. */
export interface PlacesOfType {
  type: string;
  limit: number;
  busy: number;
}

/** The script pool as people see it. */
export interface ScriptPool {
  /** Every type that the program knows; `why` none of its scripts can run here, null when they can. */
  standing(): Promise<(PlacesOfType & { why: string | null })[]>;
}
