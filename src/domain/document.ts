/** Documents of a known shape: written as YAML, and read with the line and column of what does not fit. */
import { type Document, isNode, isScalar, LineCounter, parse, parseDocument, stringify, visit } from "yaml";
import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** Both count from 1. */
export interface Spot {
  line: number;
  col: number;
}

/** What a document says, and where it says it. */
export interface Located {
  value: unknown;
  /** Where the innermost part of this path that exists begins, or where in it this character of its text is. */
  at(path: readonly PropertyKey[], character?: number): Spot;
}

/** Reads `text` as YAML of this shape. Throws a Refusal `invalid` that names the file, the line and the column. */
export function readDocument<T>(schema: z.ZodType<T>, name: string, text: string): T {
  return fitted(schema, name, locatedYaml(name, text));
}

/** A value as YAML. Some texts made of blanks do not come back out of a block: then all of them are in quotes. */
export function writeDocument(value: unknown): string {
  const plain = stringify(value, { lineWidth: 0 });
  if (says(plain, value)) return plain;
  return stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}

/** Is this what the YAML says? */
export function says(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(parse(text)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

/** The value when it fits. Throws a Refusal `invalid` that names the file, the line and the column of what does not. */
export function fitted<T>(schema: z.ZodType<T>, name: string, { value, at }: Located): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  const spot = at(path, withinOf(issue));
  throw refuseAt(name, spot, `${path.join(".") || "the document"}: ${issue?.message}`);
}

/** Throws the Refusal `invalid` for what stands there. */
export function refuseAt(name: string, { line, col }: Spot, sentence: string): never {
  throw new Refusal("invalid", `${name}, line ${line}, column ${col}: ${sentence}`, "mend it there and try again");
}

function locatedYaml(name: string, text: string): Located {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) refuseAt(name, lines.linePos(error.pos[0]), error.message);
  const at: Located["at"] = (path, character) =>
    lines.linePos(offsetOf(document, path) + offsetWithin(document.getIn(path, true), character));
  return { value: readValue(name, document, lines), at };
}

/** What an alias stands for is known only here: there may be no such anchor, or more of it than anybody means. */
function readValue(name: string, document: Document, lines: LineCounter): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    refuseAt(name, lines.linePos(aliasIn(document)), error.message);
  }
}

/** Where the first alias is that stands for nothing, or the last one. */
function aliasIn(document: Document): number {
  let found = 0;
  visit(document, {
    Alias(_key, alias) {
      found = alias.range?.[0] ?? 0;
      return alias.resolve(document) ? undefined : visit.BREAK;
    },
  });
  return found;
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Where in its text an issue is, for texts whose own grammar says so: `params.at` counts characters. */
function withinOf(issue: z.core.$ZodIssue | undefined): number | undefined {
  return issue?.code === "custom" && typeof issue.params?.at === "number" ? issue.params.at : undefined;
}

function offsetWithin(node: unknown, character: number | undefined): number {
  if (character === undefined) return 0;
  return character + (isScalar(node) && QUOTES.has(String(node.type)) ? 1 : 0);
}

const QUOTES: ReadonlySet<string> = new Set(["QUOTE_DOUBLE", "QUOTE_SINGLE"]);
