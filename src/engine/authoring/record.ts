/** An action with all its versions, as it is kept, and what keeping it asks of the store. */
import type { Actor, Identity } from "../../domain/actor.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Weight } from "../../domain/vm.ts";

/** Scripts by their paths: each the SHA-256 of its content, in hex. */
export type ScriptHashes = Readonly<Record<string, string>>;

export interface ActionVersion {
  /** Counts from 1; one action's versions have no gaps but those of drafts that were discarded. */
  number: number;
  /** The pack of the product that it came with; null: it was made here. */
  pack: string | null;
  state: "draft" | "published" | "retired";
  /** Counts the edits of a draft, so that whoever saw an earlier one is told. */
  revision: number;
  /** YAML. */
  source: string;
  scripts: ScriptHashes;
  /** What a job pins of it; null until it is published. */
  pinned: { plan: unknown; weight: Weight } | null;
  /** The version that was in force when this one was published. */
  follows: number | null;
  /** Who edited or published it last; null: the product. */
  by: { person: string; name: string } | null;
  at: Date;
}

export interface ActionRecord {
  name: string;
  isEnabled: boolean;
  /** In the order of their numbers. */
  versions: readonly ActionVersion[];
}

/** What a change may look at, as it is under the lock. */
export interface ActionScene {
  /** Null: there is no such action yet. */
  record: ActionRecord | null;
  /** Null: it is the product. */
  actor: Actor | null;
  /** The names of the secrets that are kept; none goes before the change is saved. */
  secrets: ReadonlySet<string>;
  now: Date;
}

/** Null changes nothing. */
export type Decide = (scene: ActionScene) => ActionChange | null;

export interface ActionChange {
  record: ActionRecord;
  /** New scripts: the content by its hash. */
  contents?: ReadonlyMap<string, string>;
  noted: { action: string; before: unknown; after: unknown };
}

export interface ActionStore {
  /** By name. */
  all(): Promise<ActionRecord[]>;
  find(name: string): Promise<ActionRecord | null>;
  /**
   * Locks all of these actions, lets decide on one after the other, saves everything with an audit event for each, or
   * nothing. Returns the records in their order; null: as it was. Throws what `decide` throws, and `unknown-person` when
   * nobody is known by `by`; `by` null is the product itself.
   */
  change(changes: readonly { name: string; decide: Decide }[], by: Identity | null): Promise<(ActionRecord | null)[]>;
  /** The names of the secrets that are kept. */
  secrets(): Promise<ReadonlySet<string>>;
  /** The contents of scripts by their hashes. */
  contents(hashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export function draftIn(record: ActionRecord | null): ActionVersion | undefined {
  return record?.versions.find(({ state }) => state === "draft");
}

export function publishedIn(record: ActionRecord | null): ActionVersion | undefined {
  return record?.versions.find(({ state }) => state === "published");
}

/** The newest version that came with the product. */
export function newestOfProduct(record: ActionRecord | null): ActionVersion | undefined {
  return record?.versions.findLast(({ pack }) => pack !== null);
}

/** This version; without a number the draft, else the published one, else the newest. Throws `not-found`. */
export function versionOf(record: ActionRecord, number?: number): ActionVersion {
  const { name, versions } = record;
  const found =
    number === undefined
      ? (draftIn(record) ?? publishedIn(record) ?? versions.at(-1))
      : versions.find((one) => one.number === number);
  if (found) return found;
  const sentence = number === undefined ? `${name} has no version` : `${name} has no version ${number}`;
  throw new Refusal("not-found", sentence, `see: dc action show ${name}`);
}

export function requireRecord(name: string, record: ActionRecord | null): ActionRecord {
  if (record) return record;
  throw new Refusal("not-found", `there is no action ${name}`, "see: dc action list");
}

export function nextNumber(record: ActionRecord | null): number {
  return (record?.versions.at(-1)?.number ?? 0) + 1;
}

/** The record with these versions in place of those of the same numbers, or added. */
export function withVersions(record: ActionRecord, ...changed: ActionVersion[]): ActionRecord {
  const numbers = new Set(changed.map(({ number }) => number));
  const others = record.versions.filter(({ number }) => !numbers.has(number));
  return { ...record, versions: [...others, ...changed].toSorted((a, b) => a.number - b.number) };
}
