/** Every action on machines that exist: allowed by their state, and followed by the state of the action's table. */
import { NOTHING, plus } from "../../domain/amount.ts";
import { dueOf, nextTimes } from "../../domain/power-schedule.ts";
import { requireRoom } from "../../domain/quota.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Details, Named } from "../../domain/request.ts";
import {
  type Machine,
  requireAllowed,
  requireNotEnding,
  VM_ACTIONS,
  type VmAction,
  type VmState,
} from "../../domain/vm.ts";
import type { World } from "../store.ts";
import type { Share, Write } from "../write.ts";
import { requireGoingOn } from "./going-on.ts";
import type { JobEnd, Kind } from "./kind.ts";
import { noTerms } from "./terms.ts";

type ActOnMachines = Extract<Details, { kind: "vm.action" }>;

export const actOnMachines: Kind<ActOnMachines> = {
  machine: "vm-action",
  permission: ({ action }) => (action === "delete" ? "vm.ask" : "vm.operate"),
  counted: ({ action, machines, service, infrastructure, scheduled }) => ({
    machines: machines.map(({ id }) => id),
    engine: true,
    ...(action === "restore" ? { service, infrastructure } : {}),
    ...(scheduled && machines[0] ? { schedule: machines[0].id } : {}),
  }),
  names: () => null,
  asked: ({ machines }, world) => ({
    ...{ count: machines.length, dayCost: 0n, template: null, until: null },
    size: machines.map(({ id }) => machineIn(world, id).size).reduce(plus, NOTHING),
  }),
  offered: noTerms,
  judge({ action, machines }, world, held) {
    if (!CALMING.includes(action)) requireNoEnd(machines, world);
    for (const { id } of machines) requireAllowed(action, machineIn(world, id));
    if (action === "restore" && !held) requireMemory(machines, world);
  },
  opening({ action, machines, scheduled }, world) {
    if (scheduled) requireDue(scheduled, action, world);
    return scheduled ? machines.map(({ id }) => advance(id, world)) : [];
  },
  shares: ({ action, machines }, world) =>
    action === "restore" ? machines.map(({ id }) => memoryShare(machineIn(world, id))) : [],
  grant: ({ details: { machines } }) => [
    { type: "grant-holds" },
    { type: "occupy-machines", ids: machines.map(({ id }) => id) },
  ],
  revoke: ({ details: { machines } }, world) => machines.flatMap(({ id }) => asBefore(machineIn(world, id))),
  jobs: ({ action, machines, template = null }) => machines.map(({ id }) => ({ id, action, template })),
  conclude({ details: { action } }, { job, outcome, returns, undone }, world) {
    return leaving(action, machineIn(world, job), { outcome, returns, undone });
  },
};

/** Another process may have been quicker: this time has passed already. */
function requireDue(scheduled: string, action: VmAction, { schedule, now }: World): void {
  const due = schedule && dueOf(schedule, now);
  if (due?.action === action && due.at.toISOString() === scheduled) return;
  throw new Refusal("duplicate", `what was scheduled for ${scheduled} is done, or another time has come since`);
}

function advance(id: string, { schedule, now }: World): Write {
  const next = schedule ? nextTimes(schedule, now) : { stop: null, start: null };
  return { type: "advance-schedule", id, stopAt: next.stop, startAt: next.start };
}

/** Refuses `wrong-state` for what ends, or belongs to what ends. */
function requireNoEnd(machines: Named[], world: World): void {
  requireGoingOn(world.home);
  for (const { id } of machines) requireNotEnding(machineIn(world, id));
}

/** What may be done with machines that end, or whose infrastructure is wound up. */
const CALMING: readonly VmAction[] = ["stop", "shutdown", "delete"];

/** How an action that ended leaves its machine. */
export function leaving(action: VmAction, machine: Machine, end: Omit<JobEnd, "job">): Write[] {
  if (end.outcome !== "done") return action === "delete" && !end.undone ? halfDeleted(machine) : asBefore(machine);
  const address = typeof end.returns.address === "string" ? { address: end.returns.address } : {};
  return settled(machine, VM_ACTIONS[action].to, address);
}

/** A machine in a state, with just what that state takes. */
function settled(machine: Machine, state: VmState, address: { address?: string | null } = {}): Write[] {
  const { id } = machine;
  switch (state) {
    case "deleted":
      return [
        { type: "settle-machine", id, state, address: null, claims: "none" },
        { type: "recount", consumer: id, share: null },
        { type: "free-names", owners: [id] },
      ];
    case "failed":
      return [{ type: "settle-machine", id, state, claims: "none" }];
    case "stored":
      return [
        { type: "settle-machine", id, state, claims: "stored" },
        { type: "recount", consumer: id, share: wholeShare(machine, { ...machine.size, memoryMb: 0, vcpu: 0 }) },
      ];
    case "creating":
    case "running":
    case "stopped":
    case "paused":
      return [
        { type: "settle-machine", id, state, ...address, claims: "all" },
        { type: "recount", consumer: id, share: wholeShare(machine, machine.size) },
      ];
  }
}

/** Nobody knows what is left of it: it keeps what it takes until somebody deletes it for good. */
function halfDeleted({ id }: Machine): Write[] {
  return [{ type: "settle-machine", id, state: "failed", address: null, claims: "all" }];
}

/** An action that came to nothing leaves the machine as it was, and takes back what it had taken for it. */
function asBefore(machine: Machine): Write[] {
  return settled(machine, machine.state);
}

function requireMemory(machines: Named[], world: World): void {
  const need = machines
    .map(({ id }) => machineIn(world, id).size)
    .map(({ memoryMb, vcpu }) => ({ ...NOTHING, memoryMb, vcpu }))
    .reduce(plus, NOTHING);
  for (const tally of [world.tallies.service, world.tallies.infrastructure]) {
    if (tally) requireRoom(tally, need, "over-quota", "store or delete another machine first");
  }
}

function memoryShare(machine: Machine): Share {
  return wholeShare(machine, { ...NOTHING, memoryMb: machine.size.memoryMb, vcpu: machine.size.vcpu });
}

function wholeShare({ id, service, infrastructure, role }: Machine, amounts: Share["amounts"]): Share {
  return { consumer: id, provider: service, infrastructure, role, amounts };
}

function machineIn(world: World, id: string): Machine {
  const machine = world.machines.find((one) => one.id === id);
  if (!machine) throw new Error(`deciding about machine ${id}, which was not locked`);
  return machine;
}
