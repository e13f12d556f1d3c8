/** Card → Adaptive Card. */
import { type Button, buttonLabel, type Card, cardText, fileText, type Tone, VERBS } from "../../cards/card.ts";
import { type AdaptiveCard, adaptiveCard, type Element, textBlock } from "./element.ts";
import { escaped } from "./escape.ts";
import { clip, DETAILS, type Detail, firstOf, LIMITS } from "./limits.ts";
import { andMore, drawBlock, NOTHING } from "./render-block.ts";

/** How each tone looks; the sign, which every font has, says without colour what the colour says. */
const TONES: Record<Tone, { style: string; sign: string }> = {
  plain: { style: "emphasis", sign: "" },
  waiting: { style: "warning", sign: "? " },
  working: { style: "accent", sign: "▸ " },
  good: { style: "good", sign: "✓ " },
  bad: { style: "attention", sign: "✗ " },
};

const STYLES = { primary: "positive", danger: "destructive", plain: "default" } as const;

/** Which buttons open a dialog, because they ask for more; none where the client has no dialogs. */
export type Asking = ReadonlySet<string>;

/** Draws as much of the card as fits; what does not is counted. */
export function renderCard(card: Card, asking: Asking = new Set()): AdaptiveCard {
  for (const detail of DETAILS) {
    const drawn = draw(card, detail, asking);
    if (Buffer.byteLength(JSON.stringify(drawn)) <= LIMITS.cardBytes) return drawn;
  }
  return draw({ ...card, blocks: [] }, SMALLEST, asking);
}

/** Tables of more columns take the whole width of the chat. */
const NARROW_COLUMNS = 3;

const SMALLEST: Detail = { blocks: 0, items: 0, letters: 60 };

function draw(card: Card, detail: Detail, asking: Asking): AdaptiveCard {
  const { shown, more } = firstOf(card.blocks, detail.blocks);
  const blocks = shown.flatMap((block) => drawBlock(block, detail));
  const body = [titleOf(card, detail), ...blocks, ...andMore(more), ...lineOf(card, detail)];
  const { shown: buttons } = firstOf(card.buttons, LIMITS.buttons);
  const actions = buttons.map((button) => drawButton(button, buttonLabel(button, buttons), asking));
  const text = clip(cardText(card), Math.min(LIMITS.fallbackLetters, detail.letters * 4));
  const isWide = card.blocks.some((block) => block.type === "table" && block.columns.length > NARROW_COLUMNS);
  return { ...adaptiveCard(body, actions, text || NOTHING), ...(isWide ? { msteams: { width: "Full" } } : {}) };
}

/** A bot may not send files into channels: how the file is got is said instead. */
function lineOf({ file }: Card, { letters }: Detail): Element[] {
  return file ? [textBlock(escaped(clip(fileText(file), letters)), { isSubtle: true, separator: true })] : [];
}

function titleOf({ title, tone }: Card, { letters }: Detail): Element {
  const { style, sign } = TONES[tone];
  const items = [textBlock(`${sign}${escaped(clip(title, letters))}` || NOTHING, { weight: "Bolder", size: "Medium" })];
  return { type: "Container", style, bleed: true, items };
}

/** A button carries a verb and an id, nothing else. */
function drawButton({ verb, id }: Button, title: string, asking: Asking): Element {
  const look = { title, style: STYLES[VERBS[verb]] };
  const submit = { type: "Action.Submit", ...look, data: { verb, id } };
  if (asking.has(verb)) return { ...submit, data: { ...submit.data, msteams: { type: "task/fetch" } } };
  return { type: "Action.Execute", ...look, verb, data: { id }, fallback: submit };
}
