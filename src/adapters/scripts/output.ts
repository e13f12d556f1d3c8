/** What a script says: the tail of a stream, the outputs on the last line. */

import type { Readable } from "node:stream";

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

/** The JSON object on the last non-empty line, or `{}`. */
export function outputsOf(stdout: string): Record<string, unknown> {
  const text = stdout.trimEnd();
  const last = text.slice(text.lastIndexOf("\n") + 1).trim();
  if (!last.startsWith("{")) return {};
  try {
    return JSON.parse(last) as Record<string, unknown>;
  } catch {
    return {};
  }
}
