/** A bundle: actions with their scripts in one file, which is YAML and comes back byte for byte. */
import { stringify } from "yaml";
import { z } from "zod";
import { readDocument, says, writeDocument } from "../../domain/document.ts";
import { Refusal } from "../../domain/refusal.ts";

/** A pack of the product is just that, as a folder. */
export interface Bundle {
  name: string;
  description: string;
  /** Each file's content by its path; an action's is `<action>.yaml`, not in a folder. */
  files: Readonly<Record<string, string>>;
}

const shape = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  files: z.record(z.string(), z.string()),
});

/** Does this YAML look like a bundle, rather than like an action? */
export function isBundle(text: string): boolean {
  return /^files:/m.test(text);
}

/** Throws a Refusal `invalid` with line and column. */
export function readBundle(name: string, text: string): Bundle {
  return readDocument(shape, name, text);
}

/** The same files give the same text, in whatever order they come. */
export function writeBundle({ name, description, files }: Bundle): string {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([path, content]) => entryOf(path, content));
  return `${writeDocument({ name, description })}files:${entries.length ? `\n${entries.join("")}` : " {}\n"}`;
}

/** An action's source is a file of its own beside its scripts. */
function sourcesIn({ files }: Bundle): { path: string; source: string }[] {
  return Object.entries(files)
    .filter(([path]) => isSource(path))
    .map(([path, source]) => ({ path, source }));
}

export function scriptsIn({ files }: Bundle): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !isSource(path)));
}

/** Throws `invalid` for a bundle without an action. */
export function requireSources(bundle: Bundle): { path: string; source: string }[] {
  const sources = sourcesIn(bundle);
  if (sources.length) return sources;
  throw new Refusal("invalid", `${bundle.name} holds no action`, "an action is a file <action>.yaml, in no folder");
}

function isSource(path: string): boolean {
  return path.endsWith(".yaml") && !path.includes("/");
}

/** As a block that can be read and compared line by line, where it comes back as it was; in quotes where it would not. */
function entryOf(path: string, content: string): string {
  const block = indented(stringify({ [path]: content }, { lineWidth: 0, blockQuote: "literal" }));
  const quoted = `  ${JSON.stringify(path)}: ${JSON.stringify(content)}\n`;
  return says(`files:\n${block}`, { files: { [path]: content } }) ? block : quoted;
}

/** Other signs that end a line belong to the text. */
function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}
