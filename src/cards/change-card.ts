/** The draft of a change: what would differ, and what is missing before it can be submitted. */
import { isSamePlan } from "../domain/change.ts";
import { gaps } from "../domain/infrastructure.ts";
import type { Details } from "../domain/request.ts";
import type { Card } from "./card.ts";
import { changeFacts } from "./change-text.ts";
import { draftButtons, missingText } from "./draft-card.ts";

/** Draws a draft. `id` is its request's. */
export function changeCard(id: string, details: Extract<Details, { kind: "infra.change" }>, currency: string): Card {
  const { base, plan } = details;
  return {
    title: `${id} · draft of a change of infrastructure ${plan.name}`,
    tone: "plain",
    blocks: [
      { type: "facts", facts: changeFacts(details, currency) },
      { type: "text", text: stateText(details, isSamePlan(base, plan)) },
    ],
    buttons: draftButtons(id),
  };
}

function stateText({ plan }: Extract<Details, { kind: "infra.change" }>, isEmpty: boolean): string {
  if (isEmpty) return `Nothing is changed yet: edit it with infra service, infra role and infra remove`;
  const missing = gaps(plan);
  return missing.length ? missingText(missing) : `Complete: submit it with infra submit ${plan.name}`;
}
