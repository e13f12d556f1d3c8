/** Texts, cards and forms as messages that Teams takes. */
import type { Answer } from "../../bot/conversation.ts";
import type { Card, TextFile } from "../../cards/card.ts";
import { refusalCard } from "../../cards/refusal-card.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { OutgoingMessage } from "./connector.ts";
import { ADAPTIVE_CARD, type AdaptiveCard, adaptiveCard, textBlock } from "./element.ts";
import { escaped } from "./escape.ts";
import { type FormPlace, renderForm } from "./form.ts";
import { clip, LIMITS } from "./limits.ts";
import { type Asking, renderCard } from "./render.ts";

/** `plain`, so that nothing in it is taken for Markdown. */
export function textMessage(text: string): OutgoingMessage {
  return { type: "message", textFormat: "plain", text: clip(text, LIMITS.textLetters) };
}

/** `summary` is what a notification shows. */
export function cardMessage(card: Card, asking: Asking): OutgoingMessage {
  return attached(renderCard(card, asking), card.title);
}

export function answerMessage(answer: Answer, place: FormPlace, asking: Asking): OutgoingMessage {
  switch (answer.kind) {
    case "text":
      return answer.file ? attached(fileCard(answer.text, answer.file), answer.text) : textMessage(answer.text);
    case "card":
      return cardMessage(answer.card, asking);
    case "form":
      return attached(renderForm(answer.form, place), answer.form.title);
    case "refusal":
      if (answer.buttons) return cardMessage(refusalCard(answer.refusal, answer.buttons), asking);
      return textMessage(refusalText(answer.refusal));
  }
}

/** A bot may not send files without a consent that Teams keeps in OneDrive, so its first lines are shown to be copied. */
function fileCard(text: string, { name, content }: TextFile): AdaptiveCard {
  const lines = content.trimEnd().split("\n");
  const shown = lines.slice(0, LIMITS.fileLines);
  const more = lines.length - shown.length;
  const rest = more > 0 ? `${name} has ${more} more lines; ask for less, or ask in the terminal or in Slack` : name;
  const body = [
    textBlock(escaped(text), { weight: "Bolder" }),
    ...shown.map((line) => textBlock(escaped(line) || " ", { fontType: "Monospace", spacing: "None", size: "Small" })),
    textBlock(escaped(rest), { isSubtle: true, separator: true }),
  ];
  return adaptiveCard(body, [], clip(`${text}\n${name}`, LIMITS.fallbackLetters));
}

/** The sentence with its code, and the next step. */
export function refusalText({ message, code, hint }: Refusal): string {
  return [`✗ ${message} (${code})`, hint && `→ ${hint}`].filter(Boolean).join("\n");
}

export function attached(content: AdaptiveCard, summary: string): OutgoingMessage {
  return {
    type: "message",
    summary: clip(summary, LIMITS.fallbackLetters),
    attachments: [{ contentType: ADAPTIVE_CARD, content }],
  };
}
