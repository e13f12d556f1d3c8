/** Virtual machines: their states, and what each action may do to them. */
import type { Amounts } from "./amount.ts";
import { Refusal } from "./refusal.ts";

export type VmState = "creating" | "running" | "stopped" | "paused" | "stored" | "failed" | "deleted";

/** How long an action's work is: each weight has a queue of its own. */
export type Weight = "light" | "heavy";

interface ActionRule {
  /** The states in which it is allowed. */
  from: readonly VmState[];
  /** The state in which it leaves the machine; null: the one in which it was. */
  to: VmState | null;
  weight: Weight;
  /** Does somebody have to say the machine's name first? */
  destroys?: true;
  /** Does it have to be told more than the machine? */
  wishes?: true;
  summary: string;
}

const ALIVE = ["running", "stopped", "paused"] as const;

/** Every action on an existing machine; the table of `commands.md`. */
export const VM_ACTIONS = {
  start: { from: ["stopped"], to: "running", weight: "light", summary: "Start a stopped machine" },
  stop: {
    from: ["running", "paused"],
    to: "stopped",
    weight: "light",
    summary: "Ask a machine to stop, then force it",
  },
  shutdown: {
    from: ["running", "paused"],
    to: "stopped",
    weight: "light",
    summary: "Ask a machine to stop, and only ask",
  },
  restart: { from: ["running"], to: "running", weight: "light", summary: "Stop and start a running machine" },
  pause: { from: ["running"], to: "paused", weight: "light", summary: "Freeze a running machine in memory" },
  resume: { from: ["paused"], to: "running", weight: "light", summary: "Let a paused machine go on" },
  store: {
    from: ALIVE,
    to: "stored",
    weight: "light",
    summary: "Put a machine away on disk; its memory is free again",
  },
  restore: { from: ["stored"], to: "running", weight: "light", summary: "Bring a stored machine back" },
  snapshot: {
    from: ["running", "stopped"],
    to: null,
    weight: "light",
    wishes: true,
    summary: "Keep a machine as it is now, so that it can come back to it",
  },
  revert: {
    from: ["running", "stopped"],
    to: null,
    weight: "light",
    destroys: true,
    wishes: true,
    summary: "Bring a machine back to a snapshot; what came after it is lost",
  },
  unsnapshot: {
    from: ["running", "stopped"],
    to: null,
    weight: "light",
    wishes: true,
    summary: "Let go of a snapshot; the machine stays as it is",
  },
  resize: {
    from: ["running", "stopped"],
    to: null,
    weight: "light",
    wishes: true,
    summary: "Give a machine the size of another template",
  },
  rename: {
    from: ["stopped"],
    to: null,
    weight: "light",
    wishes: true,
    summary: "Give a stopped machine another name",
  },
  delete: {
    from: [...ALIVE, "stored", "failed"],
    to: "deleted",
    weight: "light",
    destroys: true,
    summary: "Delete a machine and its disks for good",
  },
} as const satisfies Record<string, ActionRule>;

export type VmAction = keyof typeof VM_ACTIONS;

export const VM_ACTION_NAMES = Object.keys(VM_ACTIONS) as VmAction[];

/** What a machine can come back to. */
export interface Snapshot {
  name: string;
  /** When it was taken, as ISO 8601 has it. */
  at: string;
}

/** A machine as rules see it. */
export interface Machine {
  id: string;
  name: string;
  state: VmState;
  /** The request that is at work on it; null when none is. */
  request: string | null;
  /** The request that ends it; null when none does. */
  ending: string | null;
  size: Amounts;
  template: string;
  /** A decimal text. */
  dayPrice: string;
  /** The oldest first. */
  snapshots: Snapshot[];
  /** Ids of where it belongs. */
  service: string;
  infrastructure: string;
  role: string;
}

/** Refuses an action on a machine that another action is at work on, or whose state forbids it. */
export function requireAllowed(action: VmAction, vm: Machine): void {
  requireFree(vm);
  const rule: ActionRule = VM_ACTIONS[action];
  if (rule.from.includes(vm.state)) return;
  throw new Refusal(
    "wrong-state",
    `${vm.name} is ${vm.state}, and ${action} needs it ${rule.from.join(" or ")}`,
    allowedNow(vm),
  );
}

/** Refuses `locked` for a machine that a request is at work on. */
export function requireFree({ name, request }: Machine): void {
  if (request) throw new Refusal("locked", `${name} is busy with ${request}`, `wait for it: request show ${request}`);
}

/** Refuses `wrong-state` for a machine whose last day is over, and says how it is saved. */
export function requireNotEnding({ name, ending }: Machine): void {
  if (ending === null) return;
  throw new Refusal(
    "wrong-state",
    `the last day of ${name} is over: it can be looked at, stopped and deleted, and nothing else`,
    `to keep it: vm extend ${name} --until DATE`,
  );
}

/** What can be done with a machine in its state. */
function actionsIn(state: VmState): VmAction[] {
  return VM_ACTION_NAMES.filter((action) => (VM_ACTIONS[action] as ActionRule).from.includes(state));
}

function allowedNow(vm: Machine): string {
  const actions = actionsIn(vm.state);
  return actions.length ? `now it can be: ${actions.join(", ")}` : "";
}
