/** Form → modal; sent-form.ts reads it back. */
import type { types } from "@slack/bolt";
import type { Field, Form } from "../../bot/conversation.ts";
import { LIMITS } from "./limits.ts";
import { mrkdwn, plain } from "./text.ts";
import { type FormNote, type Way, writeNote } from "./way.ts";

/** Every input bears its field's name as block_id, and this action_id. */
export const INPUT = "value";

/** What is entered there is never shown again. */
export const SECRET_INPUT = "secret";

/** Fields for several lines. */
const LONG = /^(reason|comment|question|answer|message|description)$/;

export interface Modal extends types.ModalView {
  blocks: types.KnownBlock[];
}

/**
 * The modal of a form. `subject` is the id of the pressed button: it is shown, and not asked again. `lead`: what the step
 * before came to.
 */
export function renderForm(form: Form, way: Way, subject?: string, lead?: string): Modal {
  const isFixed = ({ required, value }: Field) => required && subject !== undefined && value === subject;
  const fixed = form.fields.filter(isFixed);
  const asked = form.fields.filter((field) => !isFixed(field)).slice(0, LIMITS.viewBlocks - 3);
  const note: FormNote = { command: form.command, way, fixed: Object.fromEntries(fixed.map((f) => [f.name, f.value])) };
  const about = [form.title, ...fixed.map(({ label, value }) => `${capital(label)}: ${value}`)].join("\n");
  const sections = [about, ...(lead ? [lead] : [])].map((text): types.SectionBlock => {
    return { type: "section", text: mrkdwn(text, LIMITS.section) };
  });
  return {
    type: "modal",
    callback_id: "form",
    title: plain(form.command, LIMITS.viewTitle),
    submit: plain("Send", LIMITS.viewButton),
    close: plain("Cancel", LIMITS.viewButton),
    private_metadata: writeNote(note),
    blocks: [...sections, ...asked.map(renderField)],
  };
}

function renderField(field: Field): types.InputBlock {
  return {
    type: "input",
    block_id: field.name,
    optional: !field.required,
    label: plain(capital(field.label), LIMITS.inputLabel),
    ...(hintOf(field) ? { hint: plain(hintOf(field), LIMITS.inputHint) } : {}),
    element: menuOf(field) ?? inputOf(field),
  };
}

/** Choices that a menu does not hold are told in the hint; a mere `TEXT` tells nothing. Slack hides no input. */
function hintOf({ hint = "", choices = [], secret }: Field): string {
  if (secret) return `${hint}. Slack shows it while you type: see that nobody looks on`;
  if (choices.length > 0 && !isMenu(choices)) return `${hint}: ${choices.join(", ")}`;
  return /\p{Ll}/u.test(hint) ? hint : "";
}

function isMenu(choices: string[]): boolean {
  const fits = (choice: string) => choice !== "" && choice.length <= LIMITS.optionText;
  return choices.length > 0 && choices.length <= LIMITS.options && choices.every(fits);
}

function menuOf({ value, choices = [] }: Field): types.StaticSelect | undefined {
  if (!isMenu(choices)) return undefined;
  const options = choices.map((choice) => ({ text: plain(choice, LIMITS.optionText), value: choice }));
  const initial = options.find((option) => option.value === value);
  return { type: "static_select", action_id: INPUT, options, ...(initial ? { initial_option: initial } : {}) };
}

function inputOf({ name, value, secret }: Field): types.PlainTextInput {
  const initial = secret ? "" : value.slice(0, LIMITS.inputText);
  return {
    type: "plain_text_input",
    action_id: secret ? SECRET_INPUT : INPUT,
    multiline: secret === true || LONG.test(name),
    max_length: LIMITS.inputText,
    ...(initial ? { initial_value: initial } : {}),
  };
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
