/** The two ordinary answers. */
import type { Card } from "../cards/card.ts";
import type { Answer } from "./conversation.ts";

export function say(text: string): Answer {
  return { kind: "text", text };
}

export function show(card: Card): Answer {
  return { kind: "card", card };
}
