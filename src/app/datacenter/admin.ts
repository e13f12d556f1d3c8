/** Brings a datacenter to what a file describes: adds what is new, changes what differs, removes nothing. */
import type { Actor, Identity } from "../../domain/actor.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import { changedParts, type Difference, differencesOf } from "./compare.ts";
import { KINDS, type Kind, type Parts, partName } from "./parts.ts";
import type { CurrentDatacenter, DatacenterPort } from "./port.ts";
import { requireApplicable } from "./rules.ts";
import type { DatacenterFile } from "./shape.ts";
import { wantedParts } from "./wanted.ts";

export type { Difference } from "./compare.ts";

export interface DatacenterAdmin {
  /** What `apply` would do. Throws the Refusals that it would throw. */
  preview(file: DatacenterFile): Promise<Difference[]>;
  /**
   * Makes it so, as one change, and says what was done; a second time it is nothing. `by` null is the program itself.
   * Throws a Refusal: `in-use` for what cannot change any more, `no-capacity` for infrastructures that do not fit,
   * `duplicate` for names and identities that are another's, `forbidden` or `unknown-person` for who may not.
   */
  apply(file: DatacenterFile, by: Identity | null): Promise<Difference[]>;
}

export function startDatacenter(port: DatacenterPort): DatacenterAdmin {
  return {
    preview: async (file) => changeTo(file, await port.read()).differences,
    async apply(file, by) {
      const done = await port.change(by, ({ current, actor, id }) => {
        if (by) requireRight(actor);
        const change = changeTo(file, current);
        return change.differences.length === 0 ? null : { ...change, ids: withNewIds(current.ids, change.parts, id) };
      });
      return done?.differences ?? [];
    },
  };
}

function changeTo(file: DatacenterFile, current: CurrentDatacenter) {
  const parts = changedParts(wantedParts(file, current.parts), current.parts);
  requireApplicable(parts, current);
  return { parts, differences: differencesOf(parts, current.parts) };
}

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

function withNewIds(ids: Map<string, string>, parts: Parts, id: (prefix: string) => string): Map<string, string> {
  const missing = KINDS.flatMap((kind) => {
    const prefix = PREFIXES[kind];
    if (!prefix) return [];
    const names = [...parts[kind].keys()].map((path) => partName(kind, path));
    return names.filter((name) => !ids.has(name)).map((name) => [name, id(prefix)] as const);
  });
  return new Map([...ids, ...missing]);
}

function requireRight(actor: Actor | null): void {
  if (!actor) throw new Refusal("unknown-person", "I do not know you", "ask an admin of the datacenter");
  requirePermission(actor, "datacenter.edit");
}
