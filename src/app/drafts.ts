/** The use cases of drafts: an infrastructure planned step by step, then submitted or discarded, later provisioned. */
import type { Actor } from "../domain/actor.ts";
import type { InfrastructurePlan, RolePlan, ServicePlan } from "../domain/infrastructure.ts";
import { requirePermission, unitsOf } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Details, Request } from "../domain/request.ts";
import { removeFrom, requireOffered, withRole, withService } from "./draft-edits.ts";
import { sees } from "./machines.ts";
import type { Datacenters, RequestViews, Units } from "./reads.ts";
import type { Requests } from "./requests.ts";

export type NewPlan = Omit<InfrastructurePlan, "id" | "services">;
export type NewService = Omit<ServicePlan, "id" | "name" | "roles">;
export type NewRole = Omit<RolePlan, "id" | "name">;

/** How an infrastructure is provisioned; what is not said is chosen by default. */
export interface ProvisioningWish {
  hosts?: string;
  storagePool?: string;
  networks?: Record<string, string>;
}

export interface Drafts {
  /** Begins a draft for a business unit (its name, or the only one of the actor's). */
  begin(plan: NewPlan, unit: string | undefined, actor: Actor): Promise<Request>;
  /** Puts a service in, or edits the one of that name. `path` is `infrastructure/service`. */
  service(path: string, service: NewService, actor: Actor): Promise<Request>;
  /** Puts a role in, or edits the one of that name. `path` is `infrastructure/service/role`. */
  role(path: string, role: NewRole, actor: Actor): Promise<Request>;
  remove(path: string, actor: Actor): Promise<Request>;
  /** `subject` is the infrastructure's name or the id of its request. */
  submit(subject: string, actor: Actor): Promise<Request>;
  discard(subject: string, actor: Actor): Promise<Request>;
  provision(subject: string, wish: ProvisioningWish, actor: Actor): Promise<Request>;
}

export interface DraftRooms {
  requests: Requests;
  views: RequestViews;
  units: Units;
  datacenters: Datacenters;
  id(prefix: string): string;
}

export function startDrafts(rooms: DraftRooms): Drafts {
  const { requests } = rooms;
  return {
    begin: (plan, unit, actor) => begin(rooms, plan, unit, actor),
    service: (path, service, actor) => edit(rooms, path, actor, (plan) => withService(plan, path, service, rooms.id)),
    role: (path, role, actor) => edit(rooms, path, actor, (plan) => withRole(plan, path, role, rooms.id)),
    remove: (path, actor) => edit(rooms, path, actor, (plan) => removeFrom(plan, path)),
    submit: async (subject, actor) =>
      requests.decide(await requestOf(rooms, subject, actor), actor.identity, { kind: "submit", reason: "" }),
    discard: async (subject, actor) =>
      requests.decide(await requestOf(rooms, subject, actor), actor.identity, { kind: "discard", reason: "" }),
    provision: (subject, wish, actor) => provision(rooms, subject, wish, actor),
  };
}

async function begin(rooms: DraftRooms, plan: NewPlan, unitName: string | undefined, actor: Actor): Promise<Request> {
  const unit = await ownUnit(rooms, unitName, actor);
  requirePermission(actor, "infra.edit", unit);
  const details: Details = { kind: "infra.new", plan: { ...plan, id: rooms.id("inf"), services: [] }, provisioning: null };
  return rooms.requests.submit({ details, businessUnit: unit, wait: false }, actor.identity);
}

/** The business unit that was named, or the only one this person belongs to. */
async function ownUnit({ units }: DraftRooms, name: string | undefined, actor: Actor): Promise<string> {
  const all = await units.all();
  const own = all.filter((unit) => (name ? unit.name === name && sees(actor, unit.id) : unitsOf(actor).includes(unit.id)));
  const [unit, ...others] = own;
  if (unit && others.length === 0) return unit.id;
  if (name) throw new Refusal("not-found", `there is no business unit ${name}`, "see: bu list");
  const hint = `say which: --bu NAME (${(unit ? own : all).map((one) => one.name).join(", ")})`;
  throw new Refusal("ambiguous", unit ? "you belong to several business units" : "you belong to no business unit", hint);
}

async function edit(
  rooms: DraftRooms,
  path: string,
  actor: Actor,
  change: (plan: InfrastructurePlan) => InfrastructurePlan,
): Promise<Request> {
  const id = await requestOf(rooms, path.split("/")[0] ?? "", actor);
  const facts = await rooms.datacenters.facts();
  return rooms.requests.edit(id, actor.identity, (details) => {
    if (details.kind !== "infra.new") throw new Refusal("wrong-state", `${id} is no draft of an infrastructure`);
    const plan = change(details.plan);
    requireOffered(plan, facts);
    return { ...details, plan };
  });
}

async function provision(rooms: DraftRooms, subject: string, wish: ProvisioningWish, actor: Actor): Promise<Request> {
  const id = await requestOf(rooms, subject, actor);
  const facts = await rooms.datacenters.facts();
  const hostGroup = wish.hosts ?? facts.hostGroups[0];
  if (!hostGroup || !facts.hostGroups.includes(hostGroup)) {
    throw new Refusal("not-found", `there is no host group ${wish.hosts ?? ""}`, `there are: ${facts.hostGroups.join(", ")}`);
  }
  const pools = facts.resources["storage-pool"];
  const storagePool = wish.storagePool ?? pools[0] ?? null;
  if (wish.storagePool && !pools.includes(wish.storagePool)) {
    throw new Refusal("not-found", `there is no storage pool ${wish.storagePool}`, `there are: ${pools.join(", ")}`);
  }
  const provisioning = { hostGroup, storagePool, networks: wish.networks ?? {} };
  return rooms.requests.decide(id, actor.identity, { kind: "provision", provisioning });
}

/** The request behind an infrastructure's name, or the id itself, when this person may see it. */
async function requestOf({ views }: DraftRooms, subject: string, actor: Actor): Promise<string> {
  const id = (await views.ofInfrastructure(subject)) ?? subject;
  const view = await views.view(id);
  if (view && sees(actor, view.request.businessUnit)) return id;
  throw new Refusal("not-found", `there is no draft or request for ${subject}`, "see yours: infra list");
}
