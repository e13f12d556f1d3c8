/** What the use cases ask of the engine: whether it can carry more, and what an action's plan is. */
import type { EngineLoad } from "../domain/admission.ts";
import type { Weight } from "../domain/vm.ts";

/** The engine's rule of acceptance. */
export interface Admission {
  accepts(needed: number, load: EngineLoad): boolean;
}

/** A version that is in force, as its rows say it. */
export interface PublishedAction {
  name: string;
  isEnabled: boolean;
  version: number;
  /** The set of its scripts. */
  pack: string;
  weight: Weight;
  plan: unknown;
}

/** What one run of an action pins. */
export type Pinned = Pick<PublishedAction, "version" | "pack" | "weight" | "plan">;

/** Which of the actions that are in force carries something out. */
export interface Actions {
  /**
   * A template's own before the default one, among those that were read under the locks of the decision; a Refusal
   * `not-found` when there is none, `not-offered` when it is disabled.
   */
  plan(action: string, template: string | null, published: PublishedAction[]): Pinned;
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
