/** One thing that appeared in the terminal, as plain text or as a line of JSON. */
import type { Answer, Field, Form } from "../../bot/conversation.ts";
import { type Card, cardText } from "../../cards/card.ts";
import { refusalCard } from "../../cards/refusal-card.ts";

/** `to` is a person's name or a `#channel`. */
export type Posted =
  | { kind: "answer"; to: string; answer: Answer }
  | { kind: "card" | "edit"; to: string; request: string; card: Card }
  | { kind: "report"; to: string; card: Card }
  | { kind: "notice"; to: string; text: string };

/** The complete plain text, before any wrapping: what an expectation searches. */
export function plainText(posted: Posted): string {
  switch (posted.kind) {
    case "answer":
      return answerText(posted.answer);
    case "card":
    case "edit":
    case "report":
      return pressableText(posted.card);
    case "notice":
      return posted.text;
  }
}

/** One line of JSON, without characters that a terminal would obey. */
export function jsonLine(posted: Posted): string {
  const { to } = posted;
  return JSON.stringify({ to, ...summary(posted), text: plainText(posted) }).replace(/[\x7f-\x9f]/g, escaped);
}

/** What is written on the buttons, each in brackets. */
export function buttonsText(verbs: readonly string[]): string {
  return verbs.map((verb) => `[${verb}]`).join(" ");
}

/** One line about a field of a form: its name, what may be chosen, what was given, what helps. */
export function fieldText({ name, label, required, choices, value, hint }: Field): string {
  const options = choices ? ` [${choices.join(" | ")}]` : "";
  const given = value ? ` = ${value}` : "";
  return `${label} (${name}${required ? ", required" : ""})${options}${given}${hint ? ` – ${hint}` : ""}`;
}

interface Summary {
  kind: "reply" | "card" | "edit" | "form";
  refusal: string | null;
  card: Card | null;
}

function summary(posted: Posted): Summary {
  switch (posted.kind) {
    case "answer":
      return answerSummary(posted.answer);
    case "card":
    case "edit":
      return { kind: posted.kind, refusal: null, card: posted.card };
    case "report":
      return { kind: "card", refusal: null, card: posted.card };
    case "notice":
      return { kind: "card", refusal: null, card: { title: posted.text, tone: "plain", blocks: [], buttons: [] } };
  }
}

function answerSummary(answer: Answer): Summary {
  switch (answer.kind) {
    case "text":
      return { kind: "reply", refusal: null, card: null };
    case "card":
      return { kind: "reply", refusal: null, card: answer.card };
    case "form":
      return { kind: "form", refusal: null, card: null };
    case "refusal":
      return { kind: "reply", refusal: answer.refusal.code, card: refusedCard(answer) };
  }
}

function refusedCard({ refusal, buttons }: Extract<Answer, { kind: "refusal" }>): Card | null {
  return buttons ? refusalCard(refusal, buttons) : null;
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case "text":
      return answer.file ? `${answer.text}\n${answer.file.content}` : answer.text;
    case "card":
      return pressableText(answer.card);
    case "form":
      return formText(answer.form);
    case "refusal":
      return [answer.refusal.message, answer.refusal.hint, refusedButtons(answer)].filter(Boolean).join("\n");
  }
}

/** Empty for most. */
export function refusedButtons({ buttons = [] }: Extract<Answer, { kind: "refusal" }>): string {
  return buttonsText(buttons.map(({ verb }) => verb));
}

function pressableText(card: Card): string {
  const buttons = buttonsText(card.buttons.map(({ verb }) => verb));
  return [cardText(card), buttons].filter(Boolean).join("\n");
}

function formText({ title, usage, fields }: Form): string {
  return [title, usage, ...fields.map(fieldText)].join("\n");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
