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
