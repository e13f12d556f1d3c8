/** Runs any machine purely: (standing, event) → (standing, effects). */
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  getNextTransitions,
  initialTransition,
  transition,
} from "xstate";
import { allocation } from "./allocation.ts";
import { change } from "./change.ts";
import { decommission } from "./decommission.ts";
import { ending } from "./ending.ts";
import { extension } from "./extension.ts";
import type { Beginning, Memory } from "./memory.ts";
import { onboarding } from "./onboarding.ts";
import { vmAction } from "./vm-action.ts";
import type { Effect, LifecycleEvent } from "./vocabulary.ts";

/** Every lifecycle, with the version that is written on its rows. Raise it when a stored state would no longer resolve. */
export const MACHINES = {
  onboarding: { machine: onboarding, version: 1 },
  allocation: { machine: allocation, version: 1 },
  change: { machine: change, version: 1 },
  extension: { machine: extension, version: 1 },
  decommission: { machine: decommission, version: 1 },
  ending: { machine: ending, version: 1 },
  "vm-action": { machine: vmAction, version: 1 },
} as const satisfies Record<string, { machine: AnyStateMachine; version: number }>;

export type MachineName = keyof typeof MACHINES;

/** A lifecycle at rest, as it is kept in a row. */
export interface Standing {
  state: string;
  context: Memory;
}

export interface Step {
  standing: Standing;
  effects: Effect[];
}

/** Begins a lifecycle. */
export function begin(name: MachineName, input: Beginning): Step {
  const [snapshot, actions] = initialTransition(machineOf(name), input);
  return { standing: standingOf(snapshot), effects: effectsOf(actions) };
}

/** Takes one step; undefined when the machine does not accept the event as it stands. */
export function step(name: MachineName, standing: Standing, event: LifecycleEvent): Step | undefined {
  const machine = machineOf(name);
  const before = restore(name, standing);
  if (!before.can(event)) return undefined;
  const [after, actions] = transition(machine, before, event);
  return { standing: standingOf(after), effects: effectsOf(actions) };
}

/** The types of event that have an edge out of this state, whether or not a guard would let them pass. */
export function heardIn(name: MachineName, standing: Standing): string[] {
  return [...new Set(getNextTransitions(restore(name, standing)).map((edge) => edge.eventType))];
}

/** Is this an end: nothing leads on from it, or only somebody who wants to try again? */
export function isOver(name: MachineName, standing: Standing): boolean {
  const snapshot = restore(name, standing);
  return snapshot.status === "done" || snapshot.hasTag("over");
}

/** Does every one of these stored states still resolve? Returns those that do not; asked once at start. */
export function unresolvable(stored: { machine: string; state: string }[]): { machine: string; state: string }[] {
  return stored.filter(({ machine, state }) => {
    const known = MACHINES[machine as MachineName];
    return !known || !(state in known.machine.states);
  });
}

function machineOf(name: MachineName): AnyStateMachine {
  return MACHINES[name].machine;
}

function restore(name: MachineName, { state, context }: Standing): AnyMachineSnapshot {
  return machineOf(name).resolveState({ value: state, context });
}

function standingOf(snapshot: AnyMachineSnapshot): Standing {
  return { state: String(snapshot.value), context: snapshot.context };
}

/** Of all that a step asks for, what it emits: nothing else leaves a machine. */
function effectsOf(actions: readonly { type: string; params?: unknown }[]): Effect[] {
  return actions
    .filter((action) => action.type === "xstate.emit")
    .map((action) => (action.params as { event: Effect }).event);
}
