/** Actions as files: what each format holds when it comes in, and what it is given when it goes out. */
import type { Draft, Format, NamedText } from "../../app/actions.ts";
import { isBundle, readBundle, requireSources, scriptsIn, writeBundle } from "./bundle.ts";
import type { ActionVersion } from "./record.ts";
import { hashed } from "./scripts.ts";
import { fitSaved, readSaved, sourceName, yamlOf } from "./source.ts";
import { actionIn } from "./views.ts";
import { readXml } from "./xml-read.ts";
import { writeXml } from "./xml-write.ts";

/** An action out of a file; without scripts it keeps those that there are. */
export interface Incoming {
  name: string;
  source: string;
  scripts?: Draft["scripts"];
  contents?: Draft["contents"];
}

/** Throws a Refusal `invalid` with line and column for what is not in order. */
export function incoming({ name, content }: NamedText): Incoming[] {
  if (/^\s*</.test(content)) {
    const located = readXml(name, content);
    const { action } = fitSaved(name, located);
    return [{ name: action, source: yamlOf(located.value as Parameters<typeof yamlOf>[0]) }];
  }
  if (!isBundle(content)) return [{ name: readSaved(name, content).action, source: content }];
  const bundle = readBundle(name, content);
  const added = hashed(scriptsIn(bundle));
  return requireSources(bundle).map(({ path, source }) => {
    return { name: readSaved(`${name}, ${path}`, source).action, source, ...added };
  });
}

/** `contents`: the scripts of the version by their hashes. */
export function outgoing(
  name: string,
  version: ActionVersion,
  as: Format,
  contents: ReadonlyMap<string, string>,
): NamedText {
  if (as === "yaml") return { name: sourceName(name), content: version.source };
  const action = actionIn(name, version);
  if (as === "xml") return { name: `${name}.xml`, content: writeXml(action) };
  const scripts = Object.entries(version.scripts).map(([path, hash]) => [path, contents.get(hash) ?? ""]);
  const files = { ...Object.fromEntries(scripts), [sourceName(name)]: version.source };
  return { name: `${name}.bundle.yaml`, content: writeBundle({ name, description: action.description, files }) };
}
