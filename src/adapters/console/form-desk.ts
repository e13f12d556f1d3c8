/** Forms in the chat room: asked one after the other, sent, and kept for the next time when they were left. */
import type { Answer, Form } from "../../bot/conversation.ts";
import { fillForm } from "./fill-form.ts";
import type { Inbound } from "./inbound.ts";
import type { Keyboard } from "./keyboard.ts";
import type { Screen } from "./screen.ts";

type Show = (to: string, answer: Answer) => void;

/** What was typed is shown as given when the same form is opened again, until the bot accepted it. */
export function formDesk(people: Inbound, keys: Keyboard, screen: Screen, show: Show, say: (line: string) => void) {
  const drafts = new Map<string, Record<string, string>>();
  const typed = async (prompt: string, secret: boolean) => {
    const answer = await (secret ? keys.secret(prompt) : keys.next(prompt, false));
    screen.settle();
    return answer;
  };

  return async (who: string, answer: Answer): Promise<void> =>
    answer.kind === "form" ? ask(who, answer.form) : show(who, answer);

  async function ask(who: string, form: Form): Promise<void> {
    const key = draftKey(who, form);
    show(who, { kind: "form", form: { ...form, fields: [] } });
    say("Enter takes what is shown after =; Ctrl-C leaves the form.");
    const filled = await fillForm(withDraft(form, drafts.get(key) ?? {}), typed, say);
    drafts.set(key, withoutSecrets(form, filled.fields));
    if (!filled.complete) return say("Nothing was sent; what you typed is there when you open the form again.");
    const answer = await people.fill(who, form.command, filled.fields);
    if (answer.kind !== "refusal") drafts.delete(key);
    if (answer.kind === "form") return ask(who, answer.form);
    show(who, answer);
    if (answer.kind !== "refusal" && answer.next) await ask(who, answer.next);
  }
}

function withoutSecrets({ fields }: Form, filled: Record<string, string>): Record<string, string> {
  const secrets = new Set(fields.flatMap(({ name, secret }) => (secret ? [name] : [])));
  return Object.fromEntries(Object.entries(filled).filter(([name]) => !secrets.has(name)));
}

/** The same form is the one opened by the same person with the same things given. */
function draftKey(who: string, { command, fields }: Form): string {
  return JSON.stringify([who, command, fields.map(({ name, value }) => [name, value])]);
}

function withDraft(form: Form, draft: Record<string, string>): Form {
  return { ...form, fields: form.fields.map((field) => ({ ...field, value: draft[field.name] ?? field.value })) };
}
