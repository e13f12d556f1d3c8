/** Reads YAML documents of a known shape, and says by line and column what does not fit. */
import { isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** Reads `text` as YAML of this shape. Throws a Refusal `invalid` that names the file, the line and the column. */
export function readDocument<T>(schema: z.ZodType<T>, name: string, text: string): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) refuse(name, lines.linePos(error.pos[0]), error.message);
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  const at = offsetOf(document, path) + offsetWithin(issue, document.getIn(path, true));
  throw refuse(name, lines.linePos(at), `${path.join(".") || "the document"}: ${issue?.message}`);
}

function refuse(name: string, at: { line: number; col: number }, sentence: string): never {
  throw new Refusal(
    "invalid",
    `${name}, line ${at.line}, column ${at.col}: ${sentence}`,
    "mend it there and try again",
  );
}

/** Where the innermost part of this path that exists begins. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Where in its value an issue is, for texts whose own grammar says so: `params.at` counts characters. */
function offsetWithin(issue: z.core.$ZodIssue | undefined, node: unknown): number {
  if (issue?.code !== "custom" || typeof issue.params?.at !== "number") return 0;
  return issue.params.at + (isScalar(node) && QUOTES.has(String(node.type)) ? 1 : 0);
}

const QUOTES: ReadonlySet<string> = new Set(["QUOTE_DOUBLE", "QUOTE_SINGLE"]);
