/** Who may decide on what is asked: the groups of a stage, and the people whose right they use. */
import type { Stage } from "../../machines/approval.ts";
import type { Holder, Role } from "./actor.ts";
import { holdsRole, ROLE_NAMES } from "./permission.ts";

/** The places, in the current stage, of the asks that this person's yes would count for. */
export function asksFor(stage: Stage | undefined, actor: Holder, businessUnit: string | null): number[] {
  const asks = stage?.asks ?? [];
  return asks.flatMap((ask, place) =>
    ask.from.some((role) => holdsRole(actor, role as Role, businessUnit)) ? [place] : [],
  );
}

/** Who may decide in this stage, in words. */
export function decidersText(stage: Stage | undefined): string {
  const asks = stage?.asks ?? [];
  return asks
    .map(({ need, from }) => `${need === 1 ? "" : `${need} of: `}${from.map(groupText).join(" or ")}`)
    .join(", and ");
}

/** What people call a group: a built-in role in words, a defined one by its name. */
export function groupText(group: string): string {
  return ROLE_NAMES[group as Role] ?? group;
}
