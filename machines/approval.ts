/** Counting people: stages of asks, who said yes to which, and what that makes of the whole. Knows no roles. */

/** `need` distinct people out of the groups of `from`, any of which will do; those of `quiet` may, and are not told. */
export interface Ask {
  from: string[];
  need: number;
  quiet?: string[];
}

/** Everybody asked at once; a stage is over when each of its asks has been met. */
export interface Stage {
  asks: Ask[];
}

/**
 * One person's yes. `asks` are the places, within the stage, of the asks it counts for; `right` is the person whose
 * right was used: their own, or that of whom they stand in for.
 */
export interface Yes {
  by: string;
  right: string;
  at: string;
  stage: number;
  asks: number[];
  comment: string;
}

export interface Approval {
  stages: Stage[];
  stage: number;
  yeses: Yes[];
}

/** How many rights each ask of the current stage has been given, in the order of the asks. */
export function met(approval: Approval): number[] {
  const yeses = yesesNow(approval);
  const asks = approval.stages[approval.stage]?.asks ?? [];
  return asks.map((_, place) => new Set(yeses.filter((yes) => yes.asks.includes(place)).map((yes) => yes.right)).size);
}

/** The yes of the current stage in which this person spoke, or in which somebody used this right; undefined without. */
export function yesOf(approval: Approval, { by, right }: { by: string; right: string }): Yes | undefined {
  return yesesNow(approval).find((yes) => yes.by === by || yes.right === right);
}

/** Would this yes be one more in the current stage? */
export function isOneMore(approval: Approval, yes: Omit<Yes, "stage">): boolean {
  return yes.asks.length > 0 && yesOf(approval, yes) === undefined;
}

/** The approval with one more yes. */
export function withYes(approval: Approval, { by, right, at, asks, comment }: Omit<Yes, "stage">): Approval {
  return { ...approval, yeses: [...approval.yeses, { by, right, at, stage: approval.stage, asks, comment }] };
}

/** Has every ask of the current stage been met? */
export function stageIsMet(approval: Approval): boolean {
  const asks = approval.stages[approval.stage]?.asks ?? [];
  return met(approval).every((have, place) => have >= (asks[place]?.need ?? 1));
}

/** The approval in which more groups may answer the asks of the current stage. */
export function askingMore(approval: Approval, groups: string[]): Approval {
  const widened = (ask: Ask): Ask => ({ ...ask, from: [...new Set([...ask.from, ...groups])] });
  const stages = approval.stages.map((stage, at) =>
    at === approval.stage ? { asks: stage.asks.map(widened) } : stage,
  );
  return { ...approval, stages };
}

function yesesNow({ yeses, stage }: Approval): Yes[] {
  return yeses.filter((yes) => yes.stage === stage);
}
