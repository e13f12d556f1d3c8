/** Counting people: stages of asks, who said yes to which, and what that makes of the whole. Knows no roles. */

/** `need` distinct people out of the groups of `from`, any of which will do. */
interface Ask {
  from: string[];
  need: number;
}

/** Everybody asked at once; a stage is over when each of its asks has been met. */
export interface Stage {
  asks: Ask[];
}

/** One person's yes. `asks` are the places, within the stage, of the asks it counts for. */
export interface Yes {
  by: string;
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

/** How many people each ask of the current stage has, in the order of the asks. */
export function met(approval: Approval): number[] {
  const yeses = approval.yeses.filter((yes) => yes.stage === approval.stage);
  const asks = approval.stages[approval.stage]?.asks ?? [];
  return asks.map((_, place) => new Set(yeses.filter((yes) => yes.asks.includes(place)).map((yes) => yes.by)).size);
}

/** Has this person said yes in the current stage already? */
export function saidYes(approval: Approval, person: string): boolean {
  return approval.yeses.some((yes) => yes.stage === approval.stage && yes.by === person);
}

/** Would this yes be one more in the current stage? */
export function isOneMore(approval: Approval, yes: Omit<Yes, "stage">): boolean {
  return yes.asks.length > 0 && !saidYes(approval, yes.by);
}

/** The approval with one more yes; the next stage begins when this one is met and another follows. */
export function withYes(approval: Approval, { by, at, asks, comment }: Omit<Yes, "stage">): Approval {
  return { ...approval, yeses: [...approval.yeses, { by, at, stage: approval.stage, asks, comment }] };
}

/** Has every ask of the current stage been met? */
export function stageIsMet(approval: Approval): boolean {
  const asks = approval.stages[approval.stage]?.asks ?? [];
  return met(approval).every((have, place) => have >= (asks[place]?.need ?? 1));
}
