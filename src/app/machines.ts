/** The use cases of virtual machines: find one's own, create some, act on one. */
import type { Actor } from "../domain/actor.ts";
import { numericOf } from "../domain/money.ts";
import { machineNames } from "../domain/name.ts";
import { requirePermission } from "../domain/permission.ts";
import { dayPrice } from "../domain/price.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Request } from "../domain/request.ts";
import { sees, sightOf } from "../domain/sight.ts";
import { requireAllowed, type VmAction } from "../domain/vm.ts";
import type { Datacenters, Offers } from "./datacenter-ports.ts";
import type { Infrastructure, Infrastructures, Vm, Vms } from "./reads.ts";
import type { Requests } from "./requests.ts";
import { seenPart } from "./seen-part.ts";
import { templateOf } from "./template-of.ts";

interface CreateOrder {
  name: string;
  /** `infrastructure/service/role` */
  role: string;
  template: string;
  count: number | null;
  until: string | null;
  wait: boolean;
}

export interface Machines {
  create(order: CreateOrder, actor: Actor): Promise<Request>;
  act(action: VmAction, name: string, wait: boolean, actor: Actor): Promise<Request>;
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
  const { vms, requests } = rooms;
  return {
    create: (order, actor) => create(rooms, order, actor),
    async act(action, name, wait, actor) {
      const vm = await find(vms, name, actor);
      requireAllowed(action, vm);
      const { service, infrastructure, role, template, businessUnit } = vm;
      const machines = [{ id: vm.id, name: vm.name }];
      return requests.submit(
        {
          details: { kind: "vm.action", action, machines, template, service, infrastructure, role },
          businessUnit,
          wait,
        },
        actor.identity,
      );
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

async function create(rooms: MachineRooms, order: CreateOrder, actor: Actor): Promise<Request> {
  const infrastructure = await findInfrastructure(rooms, order.role, actor);
  if (!infrastructure) throw noRole(order.role);
  const place = findRole(infrastructure, order.role);
  const facts = await rooms.datacenters.facts();
  const offered = await rooms.offers.to(infrastructure.businessUnit);
  const template = templateOf(facts, place.role, order, offered);
  requireUsable(infrastructure, place, order.role);
  const machines = machineNames(order.name, order.count).map((name) => ({ id: rooms.id("vm"), name }));
  const size = { memoryMb: template.memoryMb, diskGb: template.diskGb, vcpu: template.vcpu, vms: 1 };
  return rooms.requests.submit(
    {
      details: {
        ...{ kind: "vm.create", path: order.role, template: template.name, size, machines, until: order.until },
        ...{ dayPrice: numericOf(dayPrice(template, facts.rate)), infrastructure: infrastructure.id },
        ...{ service: place.service.id, role: place.role.id },
      },
      businessUnit: infrastructure.businessUnit,
      wait: order.wait,
    },
    actor.identity,
  );
}

/** The infrastructure at which a path begins, as far as this person sees it. */
async function findInfrastructure(rooms: MachineRooms, path: string, actor: Actor): Promise<Infrastructure | null> {
  const found = await rooms.infrastructures.byName(path.split("/")[0] ?? "");
  return found && seenPart(found, actor);
}

async function requirePath(rooms: MachineRooms, path: string, actor: Actor): Promise<void> {
  const [, serviceName, roleName] = path.split("/");
  const infrastructure = await findInfrastructure(rooms, path, actor);
  const service = infrastructure?.services.find((one) => one.name === serviceName);
  const role = service?.roles.find((one) => one.name === roleName);
  const depth = path.split("/").length;
  if ([infrastructure, service, role][depth - 1]) return;
  throw new Refusal("not-found", `there is nothing at ${path}`, "see yours: infra list");
}

function findRole(infrastructure: Infrastructure, path: string) {
  const [, serviceName, roleName] = path.split("/");
  const service = infrastructure.services.find((one) => one.name === serviceName);
  const role = service?.roles.find((one) => one.name === roleName);
  if (!service || !role) throw noRole(path);
  return { service, role };
}

async function find(vms: Vms, name: string, actor: Actor): Promise<Vm> {
  const vm = await vms.byName(name);
  if (vm && sees(actor, vm)) return vm;
  throw new Refusal("not-found", `there is no machine ${name}`, "see yours: vm list");
}

function noRole(path: string): Refusal {
  return new Refusal("not-found", `there is no role ${path}`, "see yours: infra list");
}

/** What is new in an infrastructure is provisioned after the rest. Whether it is wound up is asked under the lock. */
function requireUsable(
  { name, state, unprovisioned }: Infrastructure,
  place: ReturnType<typeof findRole>,
  path: string,
): void {
  const isWaiting = [place.service.id, place.role.id].some((id) => unprovisioned.includes(id));
  if (state !== "approved" && !isWaiting) return;
  throw new Refusal(
    "wrong-state",
    `${isWaiting ? path : name} is approved and not provisioned yet`,
    `an admin of the datacenter provisions it: infra provision ${name}`,
  );
}
