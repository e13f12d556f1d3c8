/** Drift: where what a host says of its machines differs from our books, and which of it the books may simply follow. Pure. */
import { amountText } from "./amount.ts";
import type { SeenMachine, SeenState } from "./survey.ts";
import type { VmState } from "./vm.ts";

/** A machine as our books have it, at the moment when a host's answer is compared with them. */
export interface BookedMachine {
  id: string;
  name: string;
  state: VmState;
  /** The name of its host; null: none yet. */
  host: string | null;
  vcpu: number;
  memoryMb: number;
  diskGb: number;
  /** Nothing is at work on it, and nothing has been since before the host was looked at. */
  isAtRest: boolean;
  /** Did its own host name it, too, when that was asked last? */
  isSeenAtHome: boolean;
}

export type DriftKind = "state" | "missing" | "twice" | "elsewhere" | "size" | "deleted";

interface Drift {
  kind: DriftKind;
  vm: string;
  text: string;
}

/** The books follow the host: from now on the machine is in this state. */
export interface Repair {
  vm: string;
  name: string;
  from: VmState;
  to: FollowedState;
}

type FollowedState = "running" | "stopped" | "paused" | "stored";

export interface Comparison {
  /** What is only told of: mending it takes somebody who knows. */
  drifts: Drift[];
  repairs: Repair[];
  /** Machines of which nothing can be said now, because something is or was at work on them. */
  inWork: string[];
}

/** Compares what `host` named with the machines that belong there, and those that it named. */
export function compare(host: string, seen: SeenMachine[], booked: BookedMachine[]): Comparison {
  const books = new Map(booked.map((machine) => [machine.id, machine]));
  const named = new Map(seen.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const])));
  const atRest = booked.filter(({ isAtRest }) => isAtRest);
  const there = [...named].flatMap(([id, one]) => {
    const machine = books.get(id);
    return machine?.isAtRest ? [{ machine, one }] : [];
  });
  return {
    drifts: [
      ...there.flatMap(({ machine, one }) => driftsOf(host, machine, one)),
      ...atRest.filter((machine) => machine.host === host && !named.has(machine.id)).flatMap(missing),
    ],
    repairs: there.flatMap(({ machine, one }) => (machine.host === host ? repairOf(machine, one.state) : [])),
    inWork: booked.filter(({ isAtRest }) => !isAtRest).map(({ id }) => id),
  };
}

/** In these states a machine is on its host; of one that failed, or is being made, nobody knows. */
const THERE: readonly VmState[] = ["running", "stopped", "paused", "stored"];

/**
 * States of a machine between which the books follow the host: what it claims of the host and takes of its quota stays,
 * or becomes less. One that is put away would need room before it could count as awake.
 */
const FOLLOWED: Partial<Record<VmState, readonly SeenState[]>> = {
  running: ["stopped", "paused", "stored"],
  stopped: ["running", "paused", "stored"],
  paused: ["running", "stopped", "stored"],
};

function repairOf({ id, name, state }: BookedMachine, to: SeenState): Repair[] {
  return to !== "failed" && FOLLOWED[state]?.includes(to) ? [{ vm: id, name, from: state, to }] : [];
}

function driftsOf(host: string, machine: BookedMachine, seen: SeenMachine): Drift[] {
  const { id: vm, name, state } = machine;
  if (state === "deleted") return [{ kind: "deleted", vm, text: `${name} was deleted, and is still on ${host}` }];
  if (!THERE.includes(state)) return [];
  if (machine.host !== host) return [stray(host, machine)];
  return [...stateDrift(host, machine, seen.state), ...sizeDrift(host, machine, seen)];
}

function stray(host: string, { id: vm, name, host: home, isSeenAtHome }: BookedMachine): Drift {
  if (isSeenAtHome)
    return { kind: "twice", vm, text: `${name} is there twice: on ${home}, where it belongs, and on ${host}` };
  return { kind: "elsewhere", vm, text: `${name} is on ${host}, and by our books on ${home ?? "no host"}` };
}

function stateDrift(host: string, machine: BookedMachine, seen: SeenState): Drift[] {
  const { id: vm, name, state } = machine;
  if (state === seen || repairOf(machine, seen).length > 0) return [];
  return [{ kind: "state", vm, text: `${name} is ${seen} on ${host}, and by our books ${state}` }];
}

function sizeDrift(host: string, { id: vm, name, ...books }: BookedMachine, seen: SeenMachine): Drift[] {
  const measures = (["vcpu", "memoryMb", "diskGb"] as const).filter((measure) => books[measure] !== seen[measure]);
  if (measures.length === 0) return [];
  const text = (size: Pick<SeenMachine, "vcpu" | "memoryMb" | "diskGb">) =>
    measures.map((measure) => `${amountText(measure, size[measure])}${WHAT[measure]}`).join(", ");
  return [{ kind: "size", vm, text: `${name} has ${text(seen)} on ${host}, and by our books ${text(books)}` }];
}

const WHAT = { vcpu: "", memoryMb: " memory", diskGb: " storage" } as const;

function missing({ id: vm, name, state, host }: BookedMachine): Drift[] {
  return THERE.includes(state)
    ? [{ kind: "missing", vm, text: `${name} is not on ${host}, and by our books ${state} there` }]
    : [];
}

/** What is told of a repair, to whom the machine belongs. */
export function repairText(host: string, { name, from, to }: Repair): string {
  return `${name} is ${to}: it was ${from}, and was changed on ${host} without us`;
}
