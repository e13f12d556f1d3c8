/** What a script says: the tail of a stream, the outputs on the last line. */

import type { Readable } from "node:stream";
import { z } from "zod";

/** Keeps the last `limit` bytes of a stream; call the answer for the text so far. Bytes that are no UTF-8 become U+FFFD. */
export function keepTail(stream: Readable, limit: number): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size - (chunks[0]?.length ?? 0) >= limit) size -= chunks.shift()?.length ?? 0;
  });
  return () => {
    const bytes = Buffer.concat(chunks);
    return bytes.subarray(Math.max(0, bytes.length - limit)).toString("utf8");
  };
}

interface Returned {
  outputs: Record<string, unknown>;
  values: unknown[];
}

const record = z.record(z.string(), z.unknown());

/** What the JSON on the last non-empty line returns: an object outputs, a list its values, anything else one value. */
export function returnedIn(stdout: string): Returned {
  const text = stdout.trimEnd();
  const value = jsonIn(text.slice(text.lastIndexOf("\n") + 1));
  if (value === undefined) return { outputs: {}, values: [] };
  if (Array.isArray(value)) return { outputs: {}, values: value };
  const outputs = record.safeParse(value);
  return outputs.success ? { outputs: outputs.data, values: [] } : { outputs: {}, values: [value] };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
