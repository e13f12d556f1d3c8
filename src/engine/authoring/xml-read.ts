/** Reads an action from XML: the same document as in YAML, with the place of each of its parts. */
import type { z } from "zod";
import { type Located, refuseAt, type Spot } from "../../domain/document.ts";
import { actionFile } from "../action.ts";
import { type Element, readElements } from "./xml-tree.ts";
import { type Form, formsOf, isElement, KIND, ROOT, wordOf } from "./xml-words.ts";

/** What the reader has at hand. */
interface Reading {
  file: string;
  /** Where each part stands, by its path. */
  spots: Map<string, Spot>;
}

type Path = readonly PropertyKey[];

/** The value is what the YAML would say. Throws a Refusal `invalid`, with line and column, for what an action has not. */
export function readXml(file: string, source: string): Located {
  const root = readElements(file, source);
  if (root.name !== ROOT) refuseAt(file, root.at, `expected an element ${ROOT}, not ${root.name}`);
  const spots = new Map<string, Spot>();
  const value = objectIn({ file, spots }, root, actionFile, []);
  return { value, at: (path) => spotOf(spots, path) };
}

/** The place of the innermost part that is there. */
function spotOf(spots: Map<string, Spot>, path: Path): Spot {
  const lengths = Array.from({ length: path.length + 1 }, (_, less) => path.length - less);
  const found = lengths.map((length) => spots.get(keyOf(path.slice(0, length)))).find((spot) => spot);
  return found ?? { line: 1, col: 1 };
}

function objectIn(reading: Reading, element: Element, schema: z.ZodObject, path: Path): Record<string, unknown> {
  const forms = formsOf(schema);
  requireKnown(reading, element, forms);
  reading.spots.set(keyOf(path), element.at);
  const parts = forms.map(([key, form]) => [key, partIn(reading, element, key, form, [...path, key])] as const);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

function partIn(reading: Reading, element: Element, key: string, form: Form, path: Path): unknown {
  const word = wordOf(key);
  if (form.is === "text" || form.is === "number" || form.is === "flag" || form.is === "codes") {
    const attribute = element.attributes.get(word);
    if (attribute) reading.spots.set(keyOf(path), attribute.at);
    return attribute && read(form.is, attribute.text);
  }
  const child = element.children.find(({ name }) => name === word);
  if (!child) return undefined;
  reading.spots.set(keyOf(path), child.at);
  if (form.is === "object") return objectIn(reading, child, form.schema, path);
  if (form.is === "value") return valueIn(reading, child, []);
  requireOnly(reading, child, form.one);
  if (form.is === "values") return valuesIn(reading, child, path);
  return child.children.map((one, at) => objectIn(reading, one, form.schema, [...path, at]));
}

/** What is neither is left to the schema to refuse. */
function read(is: "text" | "number" | "flag" | "codes", text: string): unknown {
  if (is === "codes") return text.split(",").map((code) => code.trim());
  if (is === "flag") return { true: true, false: false }[text.trim()] ?? text;
  return is === "number" && text.trim() !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function valuesIn(reading: Reading, container: Element, path: Path): Record<string, unknown> {
  const all = container.children.map((element) => {
    const value = valueIn(reading, element, ["Name"]);
    const name = element.attributes.get("Name")?.text;
    if (name === undefined) throw refuseAt(reading.file, element.at, `${element.name} has no Name`);
    if (reading.spots.has(keyOf([...path, name])))
      throw refuseAt(reading.file, element.at, `there is another ${element.name} ${name}`);
    reading.spots.set(keyOf([...path, name]), element.at);
    return [name, value] as const;
  });
  return Object.fromEntries(all);
}

function valueIn(reading: Reading, element: Element, attributes: string[]): unknown {
  requireAttributes(reading, element, [...attributes, KIND]);
  const kind = element.attributes.get(KIND)?.text;
  return kind === undefined ? element.text : { [kind]: element.text };
}

function requireKnown(reading: Reading, element: Element, forms: [string, Form][]): void {
  const words = (part: boolean) => forms.filter(([, form]) => isElement(form) === part).map(([key]) => wordOf(key));
  requireAttributes(reading, element, words(false));
  const seen = new Set<string>();
  for (const { name, at } of element.children) {
    if (!words(true).includes(name)) refuseAt(reading.file, at, `${element.name} has no element ${name}`);
    if (seen.has(name)) refuseAt(reading.file, at, `${element.name} has another element ${name}`);
    seen.add(name);
  }
  requireNoText(reading, element);
}

function requireAttributes({ file }: Reading, element: Element, known: string[]): void {
  for (const [word, { at }] of element.attributes)
    if (!known.includes(word)) refuseAt(file, at, `${element.name} has no attribute ${word}`);
}

function requireOnly(reading: Reading, container: Element, one: string): void {
  requireAttributes(reading, container, []);
  requireNoText(reading, container);
  for (const { name, at } of container.children)
    if (name !== one) refuseAt(reading.file, at, `${container.name} holds elements ${one}, not ${name}`);
}

function requireNoText({ file }: Reading, { name, at, text }: Element): void {
  if (text.trim() !== "") refuseAt(file, at, `${name} holds elements, and no text`);
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
