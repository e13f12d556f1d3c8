/** Scripts by their content. */
import { createHash } from "node:crypto";
import { Refusal } from "../../domain/refusal.ts";
import type { ScriptHashes } from "./record.ts";

/** Bytes of one script. */
const LARGEST = 1024 * 1024;

/** Parts of letters, digits and a few signs, none of which leads out of the folder. */
const PATH = /^(?!\.)[\w.@+-]+(\/(?!\.)[\w.@+-]+)*$/;

/** SHA-256, in hex. */
function hashOf(content: string): string {
  return createHash("sha256").update(content, "utf8").digest("hex");
}

/** Names a set of scripts by what is in it. */
export function setHash(scripts: ScriptHashes): string {
  return hashOf(JSON.stringify(Object.entries(scripts).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** The hashes of these scripts, and their contents by hash. Throws a Refusal `invalid` for what cannot be kept. */
export function hashed(files: Readonly<Record<string, string>>): {
  scripts: ScriptHashes;
  contents: ReadonlyMap<string, string>;
} {
  const all = Object.entries(files).map(([path, content]) => {
    requireKeepable(path, content);
    return { path, content, hash: hashOf(content) };
  });
  return {
    scripts: Object.fromEntries(all.map(({ path, hash }) => [path, hash])),
    contents: new Map(all.map(({ hash, content }) => [hash, content])),
  };
}

function requireKeepable(path: string, content: string): void {
  if (!PATH.test(path) || path.length > 200)
    throw invalid(`${path} is no path of a script`, "name it like scripts/ask.sh, without blanks");
  if (Buffer.byteLength(content) > LARGEST)
    throw invalid(`${path} is larger than 1 MB`, "keep large files on the hosts");
  if (content.includes("\0") || !content.isWellFormed())
    throw invalid(`${path} is no text`, "a script is a text in UTF-8");
}

function invalid(sentence: string, hint: string): Refusal {
  return new Refusal("invalid", sentence, hint);
}
