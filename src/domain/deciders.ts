/** Who may decide on what is asked: the groups of a stage, and the people whose right they use. */
import type { Stage } from "../../machines/approval.ts";
import type { Holder } from "./actor.ts";
import { holdsRole, type Where } from "./permission.ts";
import { roleText } from "./roles.ts";

/** The places, in the current stage, of the asks that this person's yes would count for. */
export function asksFor(stage: Stage | undefined, actor: Holder, where: Where): number[] {
  const asks = stage?.asks ?? [];
  return asks.flatMap((ask, place) => (ask.from.some((role) => holdsRole(actor, role, where)) ? [place] : []));
}

/** Who may decide in this stage, in words. */
export function decidersText(stage: Stage | undefined): string {
  const asks = stage?.asks ?? [];
  return asks
    .map(({ need, from }) => `${need === 1 ? "" : `${need} of: `}${from.map(roleText).join(" or ")}`)
    .join(", and ");
}
