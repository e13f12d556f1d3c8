/** What a script says: the tail of a stream, its lines while it runs, what it returns on the last one. */

import type { Readable } from "node:stream";
import { z } from "zod";
import type { Redactor } from "../../domain/redaction.ts";
import { eachLine } from "./lines.ts";

/** What is kept of a stream. */
export interface Tail {
  /** As it came; for us alone. */
  raw: string;
  /** Without secrets, at most `limit` bytes. */
  shown: string;
}

/** Keeps the end of a stream; call the answer for what there is so far. Bytes that are no UTF-8 become U+FFFD. */
export function keepTail(stream: Readable, limit: number, redactor: Redactor): () => Tail {
  const kept = limit + redactor.longest * BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0]?.length ?? 0) >= kept) size -= chunks.shift()?.length ?? 0;
  });
  return () => {
    const bytes = Buffer.concat(chunks);
    const raw = bytes.subarray(Math.max(0, bytes.length - kept)).toString("utf8");
    return { raw, shown: lastOf(redactor.text(raw), bytes.length > kept ? redactor.longest : 0, limit) };
  };
}

/** Of a letter in UTF-8, at most. */
const BYTES = 4;

/** `torn`: letters at the beginning among which may be the rest of a secret that was cut in two. */
function lastOf(text: string, torn: number, limit: number): string {
  const bytes = Buffer.from(text.slice(torn), "utf8");
  return bytes.length <= limit ? bytes.toString("utf8") : bytes.subarray(bytes.length - limit).toString("utf8");
}

/** Letters of a line that are looked at for secrets, and of these the letters that are told. */
const LOOKED_AT = 16 * 1024;
const TOLD = 1000;

/** Tells of each line as it comes, without secrets. */
export function tellLines(stream: Readable, redactor: Redactor, hear: (line: string) => void): void {
  eachLine(stream, LOOKED_AT, (line) => {
    const text = redactor.text(line);
    const torn = line.length === LOOKED_AT ? redactor.longest : 0;
    hear(clipped(text.slice(0, Math.max(0, text.length - torn))));
  });
}

/** The last line is not told of when it is what the script returns. */
export function tellAllButReturned(stream: Readable, redactor: Redactor, hear: (line: string) => void): void {
  const held: string[] = [];
  tellLines(stream, redactor, (line) => {
    if (line.trim()) for (const earlier of held.splice(0)) hear(earlier);
    if (held.length > 0 || jsonIn(line) !== undefined) held.push(line);
    else hear(line);
  });
}

function clipped(line: string): string {
  return line.length > TOLD ? `${line.slice(0, TOLD)}…` : line;
}

interface Returned {
  outputs: Record<string, unknown>;
  values: unknown[];
}

const record = z.record(z.string(), z.unknown());

/** What the JSON on the last non-empty line returns: an object outputs, a list its values, anything else one value. */
export function returnedIn(stdout: string, redactor: Redactor): Returned {
  const text = stdout.trimEnd();
  const value = redactor.value(jsonIn(text.slice(text.lastIndexOf("\n") + 1)));
  if (value === undefined) return { outputs: {}, values: [] };
  if (Array.isArray(value)) return { outputs: {}, values: value };
  const outputs = record.safeParse(value);
  return outputs.success ? { outputs: outputs.data, values: [] } : { outputs: {}, values: [value] };
}

/** How a line of JSON begins: most lines that are none are told by this alone, and an error for each would be dear. */
const JSON_BEGINS = /^\s*(?:[[{"]|-?\d|true|false|null)/;

function jsonIn(line: string): unknown {
  if (!JSON_BEGINS.test(line)) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
