/** Cuts what comes through a pipe into lines. */

import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/**
 * Calls `hear` with each line as soon as it is complete, and with the last one at the end of the stream. Of a line longer
 * than `most` letters only the beginning is heard.
 */
export function eachLine(stream: Readable, most: number, hear: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let begun = "";
  const take = (text: string) => {
    const [first = "", ...more] = text.split("\n");
    begun = joined(begun, first, most);
    for (const next of more) {
      hear(begun.replace(/\r$/, ""));
      begun = joined("", next, most);
    }
  };
  stream.on("data", (chunk: Buffer) => take(decoder.write(chunk)));
  stream.once("close", () => {
    take(decoder.end());
    if (begun) hear(begun);
    begun = "";
  });
}

function joined(begun: string, more: string, most: number): string {
  return begun.length >= most ? begun : (begun + more).slice(0, most);
}
