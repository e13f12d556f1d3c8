/** What a form becomes once it was sent: itself with the problem, the next form, or what came of it. */
import type { Answer, Form } from "../../bot/conversation.ts";
import { cardText } from "../../cards/card.ts";
import type { AdaptiveCard } from "./element.ts";
import { type FormPlace, renderForm } from "./form.ts";
import { type Asking, renderCard } from "./render.ts";

/** `form` holds what was typed. */
export function formAnswer(form: Form, answer: Answer, place: FormPlace, asking: Asking): AdaptiveCard {
  const next = nextForm(answer, place);
  if (next) return next.card;
  switch (answer.kind) {
    case "refusal":
      return renderForm(form, place, answer.refusal);
    case "form":
      return renderForm(answer.form, place);
    case "card":
      return renderCard(answer.card, asking);
    case "text":
      return renderCard(
        { title: form.title, tone: "plain", blocks: [{ type: "text", text: answer.text }], buttons: [] },
        asking,
      );
  }
}

/** The step that follows, beneath what this one came to; null where none does. */
export function nextForm(answer: Answer, place: FormPlace): { form: Form; card: AdaptiveCard } | null {
  if (answer.kind !== "text" && answer.kind !== "card") return null;
  const { next } = answer;
  if (!next) return null;
  const lead = answer.kind === "text" ? answer.text : cardText(answer.card);
  return { form: next, card: renderForm(next, place, undefined, lead) };
}
