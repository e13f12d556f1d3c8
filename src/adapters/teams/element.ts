/** The pieces of Adaptive Cards (1.5) that we draw with: https://adaptivecards.io/explorer/ */

/** A card element or an action, as JSON. */
export interface Element {
  type: string;
  [property: string]: unknown;
}

/** A whole card; `msteams` is what Teams adds to the format. */
export interface AdaptiveCard extends Element {
  type: "AdaptiveCard";
  body: Element[];
  actions: Element[];
}

export const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";

/** A text that wraps; `text` is Markdown, so escape what others wrote. */
export function textBlock(text: string, look: Record<string, unknown> = {}): Element {
  return { type: "TextBlock", text, wrap: true, ...look };
}

/** The card around its body; `fallbackText` is shown by clients that cannot draw 1.5. */
export function adaptiveCard(body: Element[], actions: Element[], fallbackText: string): AdaptiveCard {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    fallbackText,
    body,
    actions,
  };
}
