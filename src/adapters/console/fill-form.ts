/** A form in the terminal: asked field by field. */
import type { Field, Form } from "../../bot/conversation.ts";
import type { Typed } from "./keyboard.ts";
import { fieldText } from "./posted.ts";
import { cleanLine } from "./text-width.ts";

/** How a form was left; `fields` is what had been typed until then. */
export interface Filled {
  complete: boolean;
  fields: Record<string, string>;
}

/** An empty answer takes the value that is shown. Ctrl-C, or no answer where one is required, leaves the form. */
export async function fillForm(
  form: Form,
  typed: (prompt: string, secret: boolean) => Promise<Typed>,
  say: (line: string) => void,
): Promise<Filled> {
  const fields: Record<string, string> = {};
  for (const field of form.fields) {
    const value = await fieldValue(field, typed, say);
    if (value === null) return { complete: false, fields };
    fields[field.name] = value;
  }
  return { complete: true, fields };
}

async function fieldValue(
  field: Field,
  typed: (prompt: string, secret: boolean) => Promise<Typed>,
  say: (line: string) => void,
): Promise<string | null> {
  say(`• ${cleanLine(fieldText(field))}`);
  for (;;) {
    const answer = await typed(`  ${field.name}: `, field.secret === true);
    if (answer.kind !== "line") return null;
    const value = field.secret ? answer.text : chosen(field, answer.text.trim() || field.value);
    if (value === "" && field.required) return null;
    if (value !== null) return value;
    say(`choose one of ${field.choices?.map(cleanLine).join(", ")}`);
  }
}

/** In the spelling of the choices, several separated by commas; null when one is no choice. */
function chosen({ choices }: Field, value: string): string | null {
  if (choices === undefined || value === "") return value;
  const spelled = value.split(/\s*,\s*/).map((part) => choices.find((choice) => same(choice, part)));
  return spelled.includes(undefined) ? null : spelled.join(",");
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
