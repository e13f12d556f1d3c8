/** Form → a card with inputs, for a chat or for a dialog. */
import type { Field, Form } from "../../bot/conversation.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { carriedForm, inputId, SEND, type TeamsForm } from "./carried.ts";
import { type AdaptiveCard, adaptiveCard, type Element, textBlock } from "./element.ts";
import { escaped } from "./escape.ts";
import { clip, LIMITS } from "./limits.ts";

/** Where a form is shown: in a dialog, in a chat that can open dialogs, or in one that cannot. */
export type FormPlace = "dialog" | "chat" | "chat without dialogs";

/**
 * Draws the form with what was typed. `problem` is shown at its field, or on top when it is about none; `lead` is what the
 * step before came to.
 */
export function renderForm(form: TeamsForm, place: FormPlace, problem?: Refusal, lead?: string): AdaptiveCard {
  const atField = form.fields.some(({ name }) => name === problem?.field);
  const body = [
    ...(place === "dialog" && form.title.length <= LIMITS.dialogTitle ? [] : [title(form)]),
    ...(lead ? [textBlock(escaped(lead), { separator: true })] : []),
    ...(problem && !atField ? [problemBox(problem)] : []),
    ...form.fields.flatMap((field) => [
      ...(problem && atField && field.name === problem.field ? [problemBox(atItsField(problem))] : []),
      field.fixed ? textBlock(`**${escaped(capital(field.label))}** ${escaped(field.value)}`) : input(field),
    ]),
    textBlock(`or type: ${escaped(form.usage)}`, { isSubtle: true, size: "Small", separator: true }),
  ];
  return adaptiveCard(body, buttons(form, place), clip(`${form.title}\n${form.usage}`, LIMITS.fallbackLetters));
}

function title(form: Form): Element {
  const items = [textBlock(escaped(form.title), { weight: "Bolder", size: "Medium" })];
  return { type: "Container", style: "emphasis", bleed: true, items };
}

/** How the command is typed is of no use to somebody who fills in its form. */
function atItsField({ code, message, hint }: Refusal): Pick<Refusal, "message" | "hint"> {
  return { message, hint: code === "bad-arguments" ? "" : hint };
}

function problemBox({ message, hint }: Pick<Refusal, "message" | "hint">): Element {
  const items = [
    textBlock(`✗ ${escaped(message)}`, { weight: "Bolder", color: "Attention" }),
    ...(hint ? [textBlock(escaped(hint), { spacing: "None" })] : []),
  ];
  return { type: "Container", style: "attention", items };
}

function input(field: Field): Element {
  const { label, required, value, choices, hint, secret } = field;
  const shared = {
    id: inputId(field),
    label: capital(label),
    isRequired: required,
    ...(required ? { errorMessage: `${capital(label)} is needed` } : {}),
    ...(value && !secret ? { value } : {}),
    ...(isTelling(hint) ? { placeholder: hint } : {}),
  };
  if (secret) return { type: "Input.Text", ...shared, style: "password" };
  if (!choices) return { type: "Input.Text", ...shared };
  return {
    type: "Input.ChoiceSet",
    ...shared,
    style: "compact",
    choices: choices.map((one) => ({ title: one, value: one })),
  };
}

/** A mere `TEXT` tells nothing. */
function isTelling(hint = ""): boolean {
  return /\p{Ll}/u.test(hint);
}

function capital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** A dialog knows only Action.Submit; a chat sends by Action.Execute and falls back to it. */
function buttons(form: TeamsForm, place: FormPlace): Element[] {
  const carried = carriedForm(form);
  const look = { title: "Send", style: "positive" };
  const submit = { type: "Action.Submit", ...look, data: carried };
  if (place === "dialog") return [submit];
  const send = { type: "Action.Execute", ...look, verb: SEND, data: carried, fallback: submit };
  return place === "chat" ? [send, openDialog(carried)] : [send];
}

function openDialog(carried: object): Element {
  const data = { ...carried, msteams: { type: "task/fetch" } };
  return { type: "Action.Submit", title: "Open as a dialog", associatedInputs: "none", data };
}
