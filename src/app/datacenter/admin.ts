/** Changes a datacenter: by a file that describes it, or part by part; both go by the same rules and are noted. */
import type { Identity } from "../../domain/actor.ts";
import { type Parts, partsOf } from "../../domain/datacenter-parts.ts";
import { changedParts, type Difference, differencesOf } from "./compare.ts";
import { withNewIds } from "./new-ids.ts";
import { ordersFor } from "./orders.ts";
import type { CurrentDatacenter, DatacenterChange, DatacenterPort, DatacenterWorld } from "./port.ts";
import { type Removable, requireRemovable } from "./removal.ts";
import { requireRight } from "./rights.ts";
import { requireApplicable } from "./rules.ts";
import type { DatacenterFile } from "./shape.ts";
import { wantedParts } from "./wanted.ts";

/** The parts that are wanted, given those that there are; it may throw a Refusal. */
export type Edit = (parts: Parts) => Partial<Parts>;

export interface DatacenterAdmin {
  /** The datacenter as it is. */
  look(): Promise<CurrentDatacenter>;
  /** What `apply` would do. Throws the Refusals that it would throw. */
  preview(file: DatacenterFile): Promise<Difference[]>;
  /**
   * Makes it so, as one change, and says what was done; a second time it is nothing. `by` null is the program itself.
   * Adds and changes, and removes nothing. Throws a Refusal: `in-use` for what cannot change any more, `no-capacity`
   * for infrastructures that do not fit, `duplicate` for names and identities that are another's, `forbidden` or
   * `unknown-person` for who may not.
   */
  apply(file: DatacenterFile, by: Identity | null): Promise<Difference[]>;
  /** The same for single parts; also throws what `edit` throws. */
  edit(edit: Edit, by: Identity): Promise<Difference[]>;
  /** Takes a part out. Throws a Refusal: `not-found`, or `in-use` with the names of those who use it. */
  remove(what: Removable, name: string, by: Identity): Promise<Difference[]>;
}

export function startDatacenter(port: DatacenterPort): DatacenterAdmin {
  const change = async (by: Identity | null, decide: (world: DatacenterWorld) => DatacenterChange) => {
    const done = await port.change(by, (world) => {
      if (by) requireRight(world.actor, NOTHING);
      const decided = decide(world);
      if (by) requireRight(world.actor, decided.parts);
      return decided.differences.length === 0 ? null : decided;
    });
    return done?.differences ?? [];
  };
  return {
    look: () => port.read(),
    preview: async (file) => {
      const current = await port.read();
      return changeTo(wantedParts(file, current.parts), current).differences;
    },
    apply: (file, by) =>
      change(by, (world) => {
        const changed = changeTo(wantedParts(file, world.current.parts), world.current);
        return saved(changed, world, { action: "dc.apply", subject: file.name });
      }),
    edit: (edit, by) =>
      change(by, (world) => {
        const changed = changeTo(partsOf(edit(world.current.parts)), world.current);
        return saved(changed, world, { action: "dc.edit", subject: changed.differences[0]?.what ?? "" });
      }),
    remove: (what, name, by) => change(by, ({ current }) => removal(what, name, current)),
  };
}

const NOTHING = partsOf({});

interface Changed {
  parts: Parts;
  differences: Difference[];
}

function changeTo(wanted: Parts, current: CurrentDatacenter): Changed {
  const parts = changedParts(wanted, current.parts);
  requireApplicable(parts, current);
  return { parts, differences: differencesOf(parts, current.parts) };
}

function saved(changed: Changed, { current, id }: DatacenterWorld, noted: DatacenterChange["noted"]): DatacenterChange {
  const ids = withNewIds(current.ids, changed.parts, id);
  return { ...changed, ids, noted, removed: null, orders: ordersFor(changed.parts, current.parts) };
}

function removal(what: Removable, name: string, current: CurrentDatacenter): DatacenterChange {
  const removed = requireRemovable(what, name, current);
  const part = `${what} ${name}`;
  return {
    ...{ parts: partsOf({}), ids: current.ids, removed, orders: [] },
    ...{ differences: [{ sign: "-", what: part, detail: "" }] },
    noted: { action: what === "business unit" ? "bu.close" : "dc.remove", subject: part },
  };
}
