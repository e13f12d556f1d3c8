/** The use cases of actions, over whoever keeps them. */
import type { ActionAdmin, ActionDrafts, ActionReleases, ActionShelf } from "../../app/actions.ts";
import type { ActionView } from "../../cards/action-view.ts";
import { isActionName } from "../../domain/action-name.ts";
import type { Actor, Identity } from "../../domain/actor.ts";
import type { Surroundings } from "../../domain/data-item.ts";
import { requirePermission } from "../../domain/permission.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Place } from "../action-rules.ts";
import { begun, brought, discarded, edited } from "./drafts.ts";
import { dryRun } from "./dry-run.ts";
import { incoming, outgoing } from "./exchange.ts";
import { type ActionStore, type Decide, draftIn, publishedIn, requireRecord, versionOf } from "./record.ts";
import { pinnedOf, published, rolledBack, switched } from "./releases.ts";
import { actionIn, lineOf, viewOf } from "./views.ts";

export interface AuthoringRooms {
  store: ActionStore;
  /** What can be run here. */
  types: Place["types"];
  surroundings: Surroundings;
}

export function startAuthoring(rooms: AuthoringRooms): ActionAdmin {
  return { ...shelf(rooms), ...drafts(rooms), ...releases(rooms) };
}

function shelf({ store, surroundings }: AuthoringRooms): ActionShelf {
  return {
    list: async () => (await store.all()).filter(({ versions }) => versions.length).map(lineOf),
    async show(name, number) {
      const record = await found(store, name);
      return viewOf(record, versionOf(record, number));
    },
    async export(name, as, number) {
      const version = versionOf(await found(store, name), number);
      return outgoing(name, version, as, await store.contents(Object.values(version.scripts)));
    },
    dryRun: async (name, number) => dryRun(actionIn(name, versionOf(await found(store, name), number)), surroundings),
  };
}

function drafts({ store }: AuthoringRooms): ActionDrafts {
  return {
    async begin(name, { from, ...about }, by) {
      requireName(name);
      const base = from === undefined ? null : versionOf(await found(store, from));
      return changed(store, name, by, (scene) => begun(name, scene, about, base));
    },
    edit: (name, edit, by, seen) => changed(store, name, by, (scene) => edited(name, scene, edit, seen)),
    async bring(file, by, seen) {
      const all = incoming(file);
      requireOne(all, seen);
      const decisions = all.map(({ name, ...draft }) => {
        return { name, decide: permitted((scene) => brought(name, scene, draft, seen)) };
      });
      const records = await store.change(decisions, by);
      return records.flatMap((record) => (record ? [viewOf(record, versionOf(record))] : []));
    },
    async discard(name, by) {
      await store.change([{ name, decide: permitted((scene) => discarded(name, scene)) }], by);
    },
  };
}

function releases({ store, types }: AuthoringRooms): ActionReleases {
  return {
    async validate(name, number) {
      const record = await found(store, name);
      const version = versionOf(record, number);
      pinnedOf(name, version, { types, secrets: await store.secrets() });
      return viewOf(record, version);
    },
    publish: (name, by, number) =>
      changed(store, name, by, (scene) => published(name, scene, types, number), publishedIn),
    rollBack: (name, by) => changed(store, name, by, (scene) => rolledBack(name, scene, types), publishedIn),
    async switch(name, isEnabled, by) {
      const decide = permitted((scene) => switched(name, scene, isEnabled));
      const [record] = await store.change([{ name, decide }], by);
      return record !== null;
    },
  };
}

async function found(store: ActionStore, name: string) {
  return requireRecord(name, await store.find(name));
}

/** The version that was changed, as it is now. */
async function changed(
  store: ActionStore,
  name: string,
  by: Identity,
  decide: Decide,
  pick: typeof publishedIn = draftIn,
): Promise<ActionView> {
  const [saved] = await store.change([{ name, decide: permitted(decide) }], by);
  const record = saved ?? (await found(store, name));
  return viewOf(record, pick(record) ?? versionOf(record));
}

/** The right is asked under the lock. */
function permitted(decide: Decide): Decide {
  return (scene) => {
    requireAdmin(scene.actor);
    return decide(scene);
  };
}

function requireAdmin(actor: Actor | null): void {
  if (!actor) throw new Refusal("unknown-person", "I do not know you", "ask an admin of the datacenter");
  requirePermission(actor, "datacenter.edit");
}

function requireName(name: string): void {
  if (isActionName(name)) return;
  throw new Refusal("bad-arguments", `${name} is no name of an action`, "name it like start, or start@small");
}

function requireOne(all: unknown[], seen: string | undefined): void {
  if (seen === undefined || all.length === 1) return;
  throw new Refusal(
    "bad-arguments",
    "a revision goes with one action, and the file has several",
    "import them one by one",
  );
}
