/** Actions as admins see them: what lists, cards and forms show of each. */
import type { Weight } from "../domain/vm.ts";

/** One action in the list of all. */
export interface ActionLine {
  name: string;
  description: string;
  weight: Weight;
  isEnabled: boolean;
  published: number | null;
  /** Who made what is in force: a pack of the product, or null: an admin here. */
  pack: string | null;
  draft: number | null;
  /** A newer version that came with the product, while another one is in force. */
  newer: number | null;
}

export interface TaskView {
  name: string;
  title: string;
  type: string;
  script: string;
  isEnabled: boolean;
  isUndo: boolean;
  timeoutSeconds: number | null;
  continueOnError: boolean;
  successCodes: string[] | null;
  retries: number;
  isIdempotent: boolean;
  parameters: { name: string; value: string }[];
  lock: TaskLock | null;
}

/** Under which lock a task's script runs, and which of its scripts run before and after that. */
export interface TaskLock {
  name: string;
  /** What there is one for each of: `from host.name`; in a dry run `sample-host`. Null: there is one. */
  per: string | null;
  before: string | null;
  after: string | null;
}

export interface VersionLine {
  number: number;
  state: "draft" | "published" | "retired";
  pack: string | null;
  /** Whoever edited or published it last; null: the product. */
  by: string | null;
}

/** One version of an action, among the others. */
export interface ActionView {
  name: string;
  description: string;
  weight: Weight;
  isEnabled: boolean;
  version: number;
  state: VersionLine["state"];
  /** `4.2`: the second edit of version 4; whoever edits says which one they saw. */
  revision: string;
  timeoutSeconds: number | null;
  /** How it is run by people; null: the product's own commands do. */
  run: RunView | null;
  tasks: TaskView[];
  scripts: string[];
  versions: VersionLine[];
}

/** Who may run an action of one's own, in which states of a machine, and what it asks them. */
export interface RunView {
  can: string;
  states: string[];
  inputs: {
    name: string;
    title: string;
    type: string;
    required: boolean;
    default: string | null;
    choices: string[] | null;
  }[];
}

/** One step that a dry run tells of, with what its script would be given. */
export interface DryStep {
  name: string;
  title: string;
  type: string;
  script: string;
  isUndo: boolean;
  timeoutSeconds: number | null;
  parameters: { name: string; value: string }[];
  lock: TaskLock | null;
}
