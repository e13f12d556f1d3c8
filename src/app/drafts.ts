/** The use cases of drafts: an infrastructure planned step by step, then submitted or discarded, later provisioned. */
import type { Actor } from "../domain/actor.ts";
import type { InfrastructurePlan } from "../domain/infrastructure.ts";
import { requireOffered } from "../domain/offer.ts";
import { requirePermission } from "../domain/permission.ts";
import { seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Details, type Request, scopeOf } from "../domain/request.ts";
import { type RoleEdit, removeFrom, type ServiceEdit, withRole, withService } from "./draft-edits.ts";
import { ownUnit } from "./own-unit.ts";
import type { Datacenters, Infrastructures, Offers, RequestViews, Units } from "./reads.ts";
import type { Requests } from "./requests.ts";
import { seenPart } from "./seen-part.ts";

type NewPlan = Omit<InfrastructurePlan, "id" | "services">;

/** How an infrastructure is provisioned; what is not said is chosen by default. */
interface ProvisioningWish {
  hosts?: string;
  storagePool?: string;
  networks?: Record<string, string>;
}

export interface Drafts {
  /** Begins a draft for a business unit (its name, or the only one of the actor's). */
  begin(plan: NewPlan, unit: string | undefined, actor: Actor): Promise<Request>;
  /** Puts a service in, or edits the one of that name. `path` is `infrastructure/service`. */
  service(path: string, service: ServiceEdit, actor: Actor): Promise<Request>;
  /** Puts a role in, or edits the one of that name. `path` is `infrastructure/service/role`. */
  role(path: string, role: RoleEdit, actor: Actor): Promise<Request>;
  remove(path: string, actor: Actor): Promise<Request>;
  /** `subject` is the infrastructure's name or the id of its request. */
  submit(subject: string, actor: Actor): Promise<Request>;
  discard(subject: string, actor: Actor): Promise<Request>;
  provision(subject: string, wish: ProvisioningWish, actor: Actor): Promise<Request>;
}

export interface DraftRooms {
  requests: Requests;
  views: RequestViews;
  infrastructures: Infrastructures;
  units: Units;
  offers: Offers;
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
      requests.decide((await requestOf(rooms, subject, actor)).id, actor.identity, { kind: "submit", reason: "" }),
    discard: async (subject, actor) =>
      requests.decide((await requestOf(rooms, subject, actor)).id, actor.identity, { kind: "discard", reason: "" }),
    provision: (subject, wish, actor) => provision(rooms, subject, wish, actor),
  };
}

async function begin(rooms: DraftRooms, plan: NewPlan, unitName: string | undefined, actor: Actor): Promise<Request> {
  const { id: unit } = ownUnit(await rooms.units.all(), unitName, actor);
  requirePermission(actor, "infra.edit", unit);
  const details: Details = {
    kind: "infra.new",
    plan: { ...plan, id: rooms.id("inf"), services: [] },
    provisioning: null,
  };
  return rooms.requests.submit({ details, businessUnit: unit, wait: false }, actor.identity);
}

async function edit(
  rooms: DraftRooms,
  path: string,
  actor: Actor,
  change: (plan: InfrastructurePlan) => InfrastructurePlan,
): Promise<Request> {
  const draft = await requestOf(rooms, path.split("/")[0] ?? "", actor);
  const { id, businessUnit } = draft;
  const offered = businessUnit && (await rooms.offers.to(businessUnit));
  return rooms.requests.edit(id, actor.identity, (details, editor) => {
    requirePermission(editor, "infra.edit", scopeOf(draft));
    if (details.kind !== "infra.new")
      throw new Refusal("wrong-state", `${id} is no draft of an infrastructure`, "see yours: infra list");
    const plan = change(details.plan);
    if (offered) requireOffered(plan, offered);
    return { ...details, plan };
  });
}

async function provision(rooms: DraftRooms, subject: string, wish: ProvisioningWish, actor: Actor): Promise<Request> {
  const { id, details } = await requestOf(rooms, subject, actor);
  const facts = await rooms.datacenters.facts();
  const hostGroup = wish.hosts ?? facts.hostGroups[0];
  if (!hostGroup || !facts.hostGroups.includes(hostGroup)) {
    throw new Refusal(
      "not-found",
      `there is no host group ${wish.hosts ?? ""}`,
      `there are: ${facts.hostGroups.join(", ")}`,
    );
  }
  const pools = facts.resources["storage-pool"];
  const storagePool = wish.storagePool ?? pools[0] ?? null;
  if (wish.storagePool && !pools.includes(wish.storagePool)) {
    throw new Refusal("not-found", `there is no storage pool ${wish.storagePool}`, `there are: ${pools.join(", ")}`);
  }
  requireNetworks(wish.networks ?? {}, facts.resources.network);
  const provisioning = { hostGroup, storagePool, networks: { ...sameNetworks(details), ...wish.networks } };
  return rooms.requests.decide(id, actor.identity, { kind: "provision", provisioning });
}

/** By default each network is ours of the same name. */
function sameNetworks(details: Details): Record<string, string> {
  const services = details.kind === "infra.new" ? details.plan.services : [];
  const named = services.flatMap((one) => [...one.networks, ...one.roles.flatMap(({ network }) => network ?? [])]);
  return Object.fromEntries(named.map((network) => [network, network]));
}

function requireNetworks(wish: Record<string, string>, ours: string[]): void {
  const strange = Object.values(wish).find((network) => !ours.includes(network));
  if (strange === undefined) return;
  throw new Refusal("not-found", `there is no network ${strange}`, `there are: ${ours.join(", ")}`);
}

/** The request behind an infrastructure's name or of this id, when this person may see it. */
async function requestOf({ views, infrastructures }: DraftRooms, subject: string, actor: Actor): Promise<Request> {
  const id = (await views.ofInfrastructure(subject)) ?? subject.toUpperCase();
  const view = await views.view(id);
  if (view && seesRequest(view.request, actor)) return view.request;
  const made = await infrastructures.byName(subject);
  if (made && seenPart(made, actor, "unit.see")) {
    throw new Refusal("wrong-state", `${subject} is ${made.state} already`, `look at it: infra show ${subject}`);
  }
  throw new Refusal("not-found", `there is no draft or request for ${subject}`, "see yours: infra list");
}
