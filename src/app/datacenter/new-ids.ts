/** Ids for the parts that are new. */
import { KINDS, type Kind, type Parts, partName } from "../../domain/datacenter-parts.ts";

const PREFIXES: Partial<Record<Kind, string>> = {
  datacenter: "dc",
  template: "tpl",
  host: "hst",
  person: "per",
  unit: "bu",
  infrastructure: "inf",
  service: "svc",
  role: "rol",
};

/** The ids, with one made for each of the parts that has none yet; those known by their path alone need none. */
export function withNewIds(
  ids: Map<string, string>,
  parts: Parts,
  id: (prefix: string) => string,
): Map<string, string> {
  const missing = KINDS.flatMap((kind) => {
    const prefix = PREFIXES[kind];
    if (!prefix) return [];
    const names = [...parts[kind].keys()].map((path) => partName(kind, path));
    return names.filter((name) => !ids.has(name)).map((name) => [name, id(prefix)] as const);
  });
  return new Map([...ids, ...missing]);
}
