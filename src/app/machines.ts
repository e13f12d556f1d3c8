/** The use cases of virtual machines: find one's own, create some, act on one. */
import type { Actor } from "../domain/actor.ts";
import { amountText } from "../domain/amount.ts";
import { machineNames } from "../domain/name.ts";
import { requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request, Wish } from "../domain/request.ts";
import { sees, sightOf } from "../domain/sight.ts";
import { requireAllowed, type VmAction } from "../domain/vm.ts";
import type { Datacenters, Offers } from "./datacenter-ports.ts";
import { madeOf } from "./machine-made.ts";
import { findInfrastructure, findRole, noRole, requirePath, requireUsable } from "./machine-places.ts";
import type { Infrastructures, Vm, Vms } from "./reads.ts";
import type { Requests } from "./requests.ts";

interface CreateOrder {
  name: string;
  /** `infrastructure/service/role` */
  role: string;
  template: string;
  count: number | null;
  until: string | null;
  wait: boolean;
}

type SnapshotAction = "snapshot" | "revert" | "unsnapshot";

export interface Machines {
  create(order: CreateOrder, actor: Actor): Promise<Request>;
  act(action: VmAction, name: string, wait: boolean, actor: Actor): Promise<Request>;
  /** Gives a machine the size of another template. Throws the Refusals of `create`, and `bad-arguments` for its own one. */
  resize(name: string, template: string, wait: boolean, actor: Actor): Promise<Request>;
  rename(name: string, to: string, wait: boolean, actor: Actor): Promise<Request>;
  /** Takes a snapshot, goes back to one or lets go of one; a new one is named by its number when nobody names it. */
  snapshot(
    action: SnapshotAction,
    name: string,
    snapshot: string | null,
    wait: boolean,
    actor: Actor,
  ): Promise<Request>;
  /**
   * Those that this person may see; `unit` is the id of one of the business units that they see, `on` a path or the
   * beginning of one: a Refusal `not-found` when there is none for them.
   */
  list(filter: { unit?: string; on?: string; state?: string; host?: string }, actor: Actor): Promise<Vm[]>;
  /** One that this person may see; a Refusal `not-found` for any other. */
  find(name: string, actor: Actor): Promise<Vm>;
}

export interface MachineRooms {
  vms: Vms;
  infrastructures: Infrastructures;
  offers: Offers;
  datacenters: Datacenters;
  requests: Requests;
  id(prefix: string): string;
}

export function startMachines(rooms: MachineRooms): Machines {
  const { vms } = rooms;
  return {
    create: (order, actor) => create(rooms, order, actor),
    act: async (action, name, wait, actor) => act(rooms, action, await find(vms, name, actor), { wait, actor }),
    resize: (name, template, wait, actor) => resize(rooms, name, template, { wait, actor }),
    async rename(name, to, wait, actor) {
      const wish = { of: "name", id: rooms.id("name"), name: to } as const;
      return act(rooms, "rename", await find(vms, name, actor), { wait, actor }, wish);
    },
    async snapshot(action, name, snapshot, wait, actor) {
      const vm = await find(vms, name, actor);
      return act(rooms, action, vm, { wait, actor }, { of: "snapshot", name: snapshot ?? nextSnapshot(vm) });
    },
    async list({ unit, ...filter }, actor) {
      if (filter.on !== undefined) await requirePath(rooms, filter.on, actor);
      return vms.list({ ...filter, ...(unit ? { units: [unit] } : sightOf(actor, "vm.see")) });
    },
    async find(name, actor) {
      const vm = await find(vms, name, actor);
      requirePermission(actor, "vm.see", vm);
      return vm;
    },
  };
}

/** Whether to join the line, and who asks. */
interface Asking {
  wait: boolean;
  actor: Actor;
}

async function act(
  { requests }: MachineRooms,
  action: VmAction,
  vm: Vm,
  { wait, actor }: Asking,
  wish?: Wish,
): Promise<Request> {
  requireAllowed(action, vm);
  const { service, infrastructure, role, template, businessUnit } = vm;
  const machines = [{ id: vm.id, name: vm.name }];
  const details = { kind: "vm.action", action, machines, template, service, infrastructure, role } as const;
  return requests.submit({ details: { ...details, ...(wish ? { wish } : {}) }, businessUnit, wait }, actor.identity);
}

async function resize(rooms: MachineRooms, name: string, template: string, asking: Asking): Promise<Request> {
  const vm = await find(rooms.vms, name, asking.actor);
  requireAllowed("resize", vm);
  const infrastructure = await rooms.infrastructures.byName(vm.path.split("/")[0] ?? "");
  if (!infrastructure) throw noRole(vm.path);
  const { role } = findRole(infrastructure, vm.path);
  const after = await madeOf(rooms, infrastructure, role, { role: vm.path, template });
  if (template === vm.template)
    throw new Refusal(
      "bad-arguments",
      `${name} is ${template} already`,
      "choose another template: catalog",
      "template",
    );
  if (after.size.diskGb < vm.size.diskGb)
    throw new Refusal(
      "bad-arguments",
      `${template} has ${amountText("diskGb", after.size.diskGb)} storage, and ${name} has ${amountText("diskGb", vm.size.diskGb)}: disks only grow`,
      "choose a template with as much storage, or make a new machine",
      "template",
    );
  const before = { template: vm.template, size: vm.size, dayPrice: vm.dayPrice };
  return act(rooms, "resize", vm, asking, { of: "size", before, after });
}

/** `snap-1`, `snap-2` …: the first that it has not. */
function nextSnapshot({ snapshots }: Vm): string {
  const names = new Set(snapshots.map(({ name }) => name));
  let number = 1;
  while (names.has(`snap-${number}`)) number += 1;
  return `snap-${number}`;
}

async function create(rooms: MachineRooms, order: CreateOrder, actor: Actor): Promise<Request> {
  const infrastructure = await findInfrastructure(rooms, order.role, actor);
  if (!infrastructure) throw noRole(order.role);
  const place = findRole(infrastructure, order.role);
  const made = await madeOf(rooms, infrastructure, place.role, order);
  requireUsable(infrastructure, place, order.role);
  const machines = machineNames(order.name, order.count).map((name) => ({ id: rooms.id("vm"), name }));
  return rooms.requests.submit(
    {
      details: {
        ...{ kind: "vm.create", path: order.role, ...made, machines, until: order.until },
        ...{ infrastructure: infrastructure.id, service: place.service.id, role: place.role.id },
      },
      businessUnit: infrastructure.businessUnit,
      wait: order.wait,
    },
    actor.identity,
  );
}

async function find(vms: Vms, name: string, actor: Actor): Promise<Vm> {
  const vm = await vms.byName(name);
  if (vm && sees(actor, vm)) return vm;
  throw new Refusal("not-found", `there is no machine ${name}`, "see yours: vm list");
}
