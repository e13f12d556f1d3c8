/** Drafts: opened from what is in force, edited one after the other, never over what somebody did meanwhile. */
import type { Document } from "yaml";
import type { Draft, DraftEdit } from "../../app/actions.ts";
import { writeDocument } from "../../domain/document.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Weight } from "../../domain/vm.ts";
import {
  type ActionChange,
  type ActionRecord,
  type ActionScene,
  type ActionVersion,
  draftIn,
  nextNumber,
  requireRecord,
  versionOf,
  withVersions,
} from "./record.ts";
import { editedSource, readSaved, sourceName } from "./source.ts";

const NO_CONTENTS = new Map<string, string>();

/** `4.2`: the second edit of version 4. */
export function revisionOf({ number, revision }: ActionVersion): string {
  return `${number}.${revision}`;
}

/** The draft after an edit. Throws `too-late` when it is not as it was `seen`, and what the edited source is refused for. */
export function edited(name: string, scene: ActionScene, edit: DraftEdit, seen?: string): ActionChange {
  const record = requireRecord(name, scene.record);
  const from = versionOf(record);
  requireSeen(name, from, seen);
  const draft = edit({ source: from.source, scripts: from.scripts, contents: NO_CONTENTS });
  return saved(scene, { record, from }, draft, "edit");
}

/** A draft of what a file brings. Throws `duplicate` when there is a draft that nobody said they had seen. */
export function brought(
  name: string,
  scene: ActionScene,
  { source, scripts, contents }: { source: string; scripts?: Draft["scripts"]; contents?: Draft["contents"] },
  seen?: string,
): ActionChange {
  const record = scene.record ?? { name, isEnabled: true, versions: [] };
  const from = record.versions.length ? versionOf(record) : null;
  if (from && seen !== undefined) requireSeen(name, from, seen);
  const draft = draftIn(record);
  if (draft && seen === undefined) throw inTheWay(name, draft);
  const kept = { source, scripts: scripts ?? from?.scripts ?? {}, contents: contents ?? NO_CONTENTS };
  return saved(scene, { record, from }, kept, "import");
}

interface About {
  description: string;
  weight?: Weight;
}

/** The first draft of an action; `from` is the source and the scripts that it begins with. */
export function begun(name: string, scene: ActionScene, about: About, from: ActionVersion | null): ActionChange {
  const record = scene.record ?? { name, isEnabled: true, versions: [] };
  if (record.versions.length) {
    throw new Refusal("duplicate", `there is an action ${name} already`, `edit it: dc action task add ${name} …`);
  }
  const source = from
    ? editedSource(from.source, (document) => renamed(document, name, about))
    : emptySource(name, about);
  return saved(scene, { record, from: null }, { source, scripts: from?.scripts ?? {}, contents: NO_CONTENTS }, "begin");
}

/** Without its draft. */
export function discarded(name: string, scene: ActionScene): ActionChange {
  const record = requireRecord(name, scene.record);
  const draft = requireDraft(record);
  const versions = record.versions.filter((version) => version !== draft);
  return {
    record: { ...record, versions },
    noted: { action: "action.discard", before: contentOf(draft), after: null },
  };
}

/** Throws `wrong-state` when there is none. */
export function requireDraft(record: ActionRecord): ActionVersion {
  const draft = draftIn(record);
  if (draft) return draft;
  throw new Refusal("wrong-state", `${record.name} has no draft`, "edit it first, or import one");
}

/** What the audit log keeps of a version. */
function contentOf({ number, source, scripts }: ActionVersion) {
  return { version: number, source, scripts };
}

/** `from`: the version that it builds on; null: on none. */
interface Base {
  record: ActionRecord;
  from: ActionVersion | null;
}

function saved({ actor, now }: ActionScene, { record, from }: Base, edited: Draft, how: string): ActionChange {
  const { source, scripts, contents } = edited;
  requireOwnName(record.name, readSaved(sourceName(record.name), source).action);
  const before = draftIn(record);
  const draft: ActionVersion = {
    ...{ number: before?.number ?? nextNumber(record), revision: (before?.revision ?? 0) + 1 },
    ...{ pack: null, state: "draft", source, scripts, pinned: null, follows: null },
    ...{ by: actor && { person: actor.person, name: actor.name }, at: now },
  };
  return {
    ...{ record: withVersions(record, draft), contents },
    noted: { action: `action.${how}`, before: from && contentOf(from), after: contentOf(draft) },
  };
}

function emptySource(action: string, { description, weight = "light" }: About): string {
  return writeDocument({ action, description, weight, tasks: [] });
}

function renamed(document: Document, name: string, { description, weight }: About): void {
  document.set("action", name);
  document.set("description", description);
  if (weight) document.set("weight", weight);
}

function requireOwnName(name: string, said: string): void {
  if (said === name) return;
  throw new Refusal("invalid", `${sourceName(name)} is about ${said}`, `an action keeps its name: action: ${name}`);
}

function requireSeen(name: string, from: ActionVersion, seen: string | undefined): void {
  if (seen === undefined || seen === revisionOf(from)) return;
  const who = from.by?.name ?? "the product";
  const sentence = `${who} changed ${name} meanwhile: it is at revision ${revisionOf(from)}, and you saw ${seen}`;
  throw new Refusal("too-late", sentence, `look at it and do it again: dc action show ${name}`);
}

function inTheWay(name: string, draft: ActionVersion): Refusal {
  const who = draft.by ? `, by ${draft.by.name}` : "";
  return new Refusal(
    "duplicate",
    `there is a draft of ${name} already (revision ${revisionOf(draft)}${who})`,
    `put yours in its place: --revision ${revisionOf(draft)}; or publish or discard it first`,
  );
}
