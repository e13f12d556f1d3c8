/** The engine's load as it is counted, and what of it people are told. */

/** `running` workflows, `pending` ones that were accepted and wait in a queue, and the `most` there may be. */
export interface EngineLoad {
  running: number;
  pending: number;
  most: number;
}

/** N, R, P and M in words. */
export function loadText(needed: number, load: EngineLoad): string {
  return `${needed} needed, ${load.running} running, ${load.pending} pending, ${load.most} at most`;
}

/** Where a request stands that waits for the engine. */
export interface Line {
  /** From 1; and how many stand in line. */
  place: number;
  length: number;
  /** Workflows: those that it needs, and those that all before it need. */
  needed: number;
  ahead: number;
  load: EngineLoad;
  /** How many of its weight run at once, and how long the last of them took, in milliseconds; null: none has ended. */
  atOnce: number;
  tookMs: number | null;
}

/** In how many milliseconds it will start if others take as long as those before them; null when nobody knows. */
export function expectedStart({ needed, ahead, load, atOnce, tookMs }: Line): number | null {
  if (tookMs === null) return null;
  const toEnd = Math.max(1, ahead + needed + load.running + load.pending - load.most);
  return Math.ceil(toEnd / atOnce) * tookMs;
}
