/** Writes an action as XML: its parts as attributes and elements, a parameter's value as its node's text. */
import type { z } from "zod";
import { Refusal } from "../../domain/refusal.ts";
import { type Action, actionFile } from "../action.ts";
import { type Form, formsOf, isElement, KIND, ROOT, wordOf } from "./xml-words.ts";

/** Throws a Refusal `invalid` for a text with a character that XML has not. */
export function writeXml(action: Action): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(ROOT, actionFile, action, "")}`;
}

type Values = Readonly<Record<string, unknown>>;

/** Attributes first, then what has parts of its own; what is as it would be anyway is left out. */
function element(word: string, schema: z.ZodObject, values: Values, indent: string): string {
  const said = formsOf(schema).filter(([key]) => !isAsAnyway(schema.shape[key] as z.ZodType, values[key]));
  const attributes = said.flatMap(([key, form]) => attribute(key, form, values[key]));
  const inner = said.map(([key, form]) => part(key, form, values[key], `${indent}  `)).join("");
  const start = `${indent}<${[word, ...attributes].join(" ")}`;
  return inner ? `${start}>\n${inner}${indent}</${word}>\n` : `${start}/>\n`;
}

function attribute(key: string, form: Form, value: unknown): string[] {
  if (isElement(form)) return [];
  return [`${wordOf(key)}="${escaped(Array.isArray(value) ? value.join(",") : String(value))}"`];
}

function part(key: string, form: Form, value: unknown, indent: string): string {
  switch (form.is) {
    case "object":
      return element(wordOf(key), form.schema, value as Values, indent);
    case "list":
      return container(
        key,
        indent,
        (value as Values[]).map((one) => element(form.one, form.schema, one, `${indent}  `)),
      );
    case "value":
      return valued(wordOf(key), [], value, indent);
    case "values":
      return container(
        key,
        indent,
        Object.entries(value as Values).map((one) => named(form.one, one, `${indent}  `)),
      );
    default:
      return "";
  }
}

function container(key: string, indent: string, inner: string[]): string {
  return `${indent}<${wordOf(key)}>\n${inner.join("")}${indent}</${wordOf(key)}>\n`;
}

function named(word: string, [name, value]: [string, unknown], indent: string): string {
  return valued(word, [`Name="${escaped(name)}"`], value, indent);
}

/** `{ from: vm.name }` is the text `vm.name` of the kind `from`. */
function valued(word: string, attributes: string[], value: unknown, indent: string): string {
  const [[kind, text] = []] = typeof value === "string" ? [[undefined, value]] : Object.entries(value as Values);
  const all = [word, ...attributes, ...(kind ? [`${KIND}="${escaped(kind)}"`] : [])];
  return `${indent}<${all.join(" ")}>${escaped(String(text))}</${word}>\n`;
}

function isAsAnyway(schema: z.ZodType, value: unknown): boolean {
  const anyway = schema.safeParse(undefined);
  return value === null || (anyway.success && JSON.stringify(anyway.data) === JSON.stringify(value));
}

/** Blanks that a reader would change are written by their numbers. */
const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0, "Characters" (production 2). */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function escaped(text: string): string {
  if (NO_CHARACTER.test(text))
    throw new Refusal("invalid", "it holds a character that XML has not", "export it as yaml or as a bundle");
  return text.replaceAll(/[&<>"\t\n\r]/g, (sign) => SIGNS[sign] ?? `&#${sign.charCodeAt(0)};`);
}
