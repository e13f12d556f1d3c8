/** The use cases of actions: look at them, edit a draft, put a version in force or take it back. */
import type { ActionLine, ActionView, DryStep } from "../cards/action-view.ts";
import type { Identity } from "../domain/actor.ts";
import type { Weight } from "../domain/vm.ts";

/** What of a draft can be edited. */
export interface Draft {
  /** YAML. */
  source: string;
  /** The scripts by their paths: each the SHA-256 of its content. */
  scripts: Readonly<Record<string, string>>;
  /** Contents that are new, by their hashes. */
  contents: ReadonlyMap<string, string>;
}

/** It may throw a Refusal. */
export type DraftEdit = (draft: Draft) => Draft;

export const FORMATS = ["bundle", "yaml", "xml"] as const;

export type Format = (typeof FORMATS)[number];

/** A file as it was attached or named, and as it is given back. */
export interface NamedText {
  name: string;
  content: string;
}

/** Throws `not-found` for an action or a version that there is not. Without a version it is the draft, else the one in force. */
export interface ActionShelf {
  list(): Promise<ActionLine[]>;
  show(name: string, version?: number): Promise<ActionView>;
  export(name: string, as: Format, version?: number): Promise<NamedText>;
  /** What would be run with which parameters for a machine that stands for any; nothing is run. */
  dryRun(name: string, version?: number): Promise<DryStep[]>;
}

/** `seen` is the revision that somebody looked at: when it is not the newest any more, the Refusal is `too-late`. */
export interface ActionDrafts {
  /** Opens the draft of a new action, with the tasks of another one where it is told. `duplicate` when there is one. */
  begin(
    name: string,
    about: { description: string; weight?: Weight; from?: string },
    by: Identity,
  ): Promise<ActionView>;
  /**
   * Edits the draft; where there is none, one is opened from what is in force. Throws what `edit` throws, and `invalid`
   * with line and column when the action would not be in order after it.
   */
  edit(name: string, edit: DraftEdit, by: Identity, seen?: string): Promise<ActionView>;
  /** Makes a draft of each action in a file: a bundle, or an action as YAML or XML, which keeps the scripts that there are. */
  bring(file: NamedText, by: Identity, seen?: string): Promise<ActionView[]>;
  discard(name: string, by: Identity): Promise<void>;
}

export interface ActionReleases {
  /** Throws the Refusal `invalid` with which `publish` would refuse it. */
  validate(name: string, version?: number): Promise<ActionView>;
  /** Puts the draft in force, or the version that is named. Running jobs keep the version that they began with. */
  publish(name: string, by: Identity, version?: number): Promise<ActionView>;
  /** Puts the version in force that was in force before this one. */
  rollBack(name: string, by: Identity): Promise<ActionView>;
  /** A disabled action is as if it were not published; false when it was so already. */
  switch(name: string, isEnabled: boolean, by: Identity): Promise<boolean>;
}

export type ActionAdmin = ActionShelf & ActionDrafts & ActionReleases;
