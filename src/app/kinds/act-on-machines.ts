/** Every action on machines that exist: allowed by their state, and followed by the state of the action's table. */
import { NOTHING, plus } from "../../domain/amount.ts";
import { dueOf, nextTimes } from "../../domain/power-schedule.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Named } from "../../domain/request.ts";
import { type Machine, requireAllowed, requireNotEnding, type VmAction } from "../../domain/vm.ts";
import type { World } from "../store.ts";
import type { Write } from "../write.ts";
import { requireGoingOn } from "./going-on.ts";
import type { JobEnd, Kind } from "./kind.ts";
import { leaving, shareOf } from "./leaving.ts";
import { particularOf } from "./machine-actions/index.ts";
import type { ActOnMachines } from "./machine-actions/particular.ts";
import { noTerms } from "./terms.ts";

export const actOnMachines: Kind<ActOnMachines> = {
  machine: "vm-action",
  permission: ({ action }) => (ASKED_FOR.includes(action) ? "vm.ask" : "vm.operate"),
  counted: ({ action, machines, service, infrastructure, scheduled }) => ({
    machines: machines.map(({ id }) => id),
    engine: true,
    ...(particularOf(action).isCounted ? { service, infrastructure, offer: true } : {}),
    ...(scheduled && machines[0] ? { schedule: machines[0].id } : {}),
  }),
  names: (details) => {
    const name = particularOf(details.action).name?.(details);
    return name ? { of: "vm", names: [name] } : null;
  },
  asked: (details, world) => ({
    ...{ count: details.machines.length, dayCost: 0n, template: null, until: null },
    size: details.machines.map(({ id }) => machineIn(world, id).size).reduce(plus, NOTHING),
    ...particularOf(details.action).asked?.(details),
  }),
  offered: noTerms,
  judge(details, world, held) {
    const { action, machines } = details;
    if (!CALMING.includes(action)) requireNoEnd(machines, world);
    for (const { id } of machines) requireAllowed(action, machineIn(world, id));
    const all = machines.map(({ id }) => machineIn(world, id));
    particularOf(action).judge?.(details, all, world, held !== null);
  },
  opening({ action, machines, scheduled }, world) {
    if (scheduled) requireDue(scheduled, action, world);
    return scheduled ? machines.map(({ id }) => advance(id, world)) : [];
  },
  shares(details, world) {
    const { share } = particularOf(details.action);
    const all = details.machines.map(({ id }) => machineIn(world, id));
    return share ? all.map((machine) => shareOf(machine, share(details, machine))) : [];
  },
  grant: ({ details: { machines } }) => [
    { type: "grant-holds" },
    { type: "occupy-machines", ids: machines.map(({ id }) => id) },
  ],
  revoke: ({ details }, world) =>
    details.machines.flatMap(({ id }) => left(details, machineIn(world, id), NEVER_BEGUN)),
  jobs: ({ action, machines, template = null }) => machines.map(({ id }) => ({ id, action, template })),
  conclude: ({ details }, { job, ...end }, world) => left(details, machineIn(world, job), end),
};

const ASKED_FOR: readonly VmAction[] = ["delete", "resize"];

const NEVER_BEGUN: Omit<JobEnd, "job"> = { outcome: "cancelled", returns: {}, undone: true };

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

/** How an asked action that ended leaves its machine, with all that is particular about it. */
function left(details: ActOnMachines, machine: Machine, end: Omit<JobEnd, "job">): Write[] {
  const { becomes, leaves } = particularOf(details.action);
  const isDone = end.outcome === "done";
  const now = isDone ? { ...machine, ...becomes?.(details) } : machine;
  return [...leaving(details.action, now, end), ...(leaves?.(details, machine, isDone) ?? [])];
}

export function machineIn(world: World, id: string): Machine {
  const machine = world.machines.find((one) => one.id === id);
  if (!machine) throw new Error(`deciding about machine ${id}, which was not locked`);
  return machine;
}
