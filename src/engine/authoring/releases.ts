/** What is in force: published, taken back, switched on and off, and followed from pack to pack. */
import { Refusal } from "../../domain/refusal.ts";
import { planOf } from "../action.ts";
import type { Place } from "../action-rules.ts";
import { requireDraft } from "./drafts.ts";
import {
  type ActionChange,
  type ActionRecord,
  type ActionScene,
  type ActionVersion,
  newestOfProduct,
  nextNumber,
  publishedIn,
  requireRecord,
  type ScriptHashes,
  versionOf,
  withVersions,
} from "./record.ts";
import { setHash } from "./scripts.ts";
import { readRunnable, sourceName } from "./source.ts";

/** What a version is to run by, beyond its own scripts. */
export type Means = Omit<Place, "files">;

/** What a job would pin of a version. Throws `invalid`, with line and column, when it cannot run here. */
export function pinnedOf(
  name: string,
  { source, scripts }: Pick<ActionVersion, "source" | "scripts">,
  means: Means,
): NonNullable<ActionVersion["pinned"]> {
  const action = readRunnable(sourceName(name), source, { ...means, files: new Set(Object.keys(scripts)) });
  return { plan: planOf(action), weight: action.weight };
}

/** The draft in force, or the version of this number; null when it is already. */
export function published(
  name: string,
  scene: ActionScene,
  types: Means["types"],
  number?: number,
): ActionChange | null {
  const record = requireRecord(name, scene.record);
  const version = number === undefined ? requireDraft(record) : versionOf(record, number);
  const current = publishedIn(record);
  if (version === current) return null;
  const pinned = pinnedOf(name, version, { types, secrets: scene.secrets });
  return inForce(scene, record, { ...version, pinned, follows: current?.number ?? null }, "publish");
}

/** The version that was in force before. */
export function rolledBack(name: string, scene: ActionScene, types: Means["types"]): ActionChange {
  const record = requireRecord(name, scene.record);
  const current = publishedIn(record);
  if (!current) throw new Refusal("wrong-state", `${name} is not published`, `publish it: dc action publish ${name}`);
  if (current.follows === null) {
    const sentence = `version ${current.number} of ${name} is the first that was in force`;
    throw new Refusal("wrong-state", sentence, `switch it off: dc action disable ${name}`);
  }
  const before = versionOf(record, current.follows);
  const pinned = pinnedOf(name, before, { types, secrets: scene.secrets });
  return inForce(scene, record, { ...before, pinned }, "rollback");
}

/** Null when it is so already. */
export function switched(name: string, scene: ActionScene, isEnabled: boolean): ActionChange | null {
  const record = requireRecord(name, scene.record);
  if (record.isEnabled === isEnabled) return null;
  const action = isEnabled ? "action.enable" : "action.disable";
  const noted = { action, before: { enabled: record.isEnabled }, after: { enabled: isEnabled } };
  return { record: { ...record, isEnabled }, noted };
}

/** An action as the product brings it; `pinned` null: it cannot run here. */
export interface ProductAction {
  name: string;
  pack: string;
  source: string;
  scripts: ScriptHashes;
  contents: ReadonlyMap<string, string>;
  pinned: ActionVersion["pinned"];
}

/**
 * The product's own version, when it is new or changed. It takes over where the product's newest version was in force, or
 * none; where an admin put another one in force, theirs or an older one, that stays. Null: there is nothing to do.
 */
export function broughtByProduct(brought: ProductAction, scene: ActionScene): ActionChange | null {
  const { name, pack, source, scripts, contents, pinned } = brought;
  const record = scene.record ?? { name, isEnabled: true, versions: [] };
  const [newest, current] = [newestOfProduct(record), publishedIn(record)];
  const isKnown = newest !== undefined && isSame(newest, brought);
  const takesOver = pinned !== null && (current === undefined || (current === newest && !isKnown));
  if (isKnown && !takesOver) return null;
  const version: ActionVersion = {
    ...{ number: isKnown ? newest.number : nextNumber(record), revision: 1, pack, state: "retired" },
    ...{ source, scripts, pinned, follows: current?.number ?? null, by: null, at: scene.now },
  };
  if (takesOver) return { ...inForce(scene, record, version, "publish"), contents };
  const noted = { action: "action.import", before: null, after: tagOf(version) };
  return { record: withVersions(record, version), contents, noted };
}

function isSame(version: ActionVersion, { pack, source, scripts }: ProductAction): boolean {
  return version.pack === pack && version.source === source && setHash(version.scripts) === setHash(scripts);
}

function inForce(
  { actor, now }: ActionScene,
  record: ActionRecord,
  version: ActionVersion,
  how: "publish" | "rollback",
): ActionChange {
  const current = publishedIn(record);
  const by = actor && { person: actor.person, name: actor.name };
  const retired: ActionVersion[] = current ? [{ ...current, state: "retired" }] : [];
  return {
    record: withVersions(record, ...retired, { ...version, state: "published", by, at: now }),
    noted: { action: `action.${how}`, before: current ? tagOf(current) : null, after: tagOf(version) },
  };
}

/** What the audit log says of a version that comes into force; its source was noted when it was saved. */
function tagOf({ number, pack, source, scripts }: ActionVersion) {
  return { version: number, pack, source, scripts: setHash(scripts) };
}
