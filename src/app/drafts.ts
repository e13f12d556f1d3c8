/** The use cases of drafts: an infrastructure planned step by step, then submitted or discarded, later provisioned. */
import { isOver as isOverIn } from "../../machines/lifecycle.ts";
import type { Actor } from "../domain/actor.ts";
import { novelties } from "../domain/change.ts";
import type { InfrastructurePlan } from "../domain/infrastructure.ts";
import { requireOffered } from "../domain/offer.ts";
import { requirePermission } from "../domain/permission.ts";
import { seesRequest } from "../domain/reader.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Details, type Request, scopeOf } from "../domain/request.ts";
import type { Datacenters, Offers, Units } from "./datacenter-ports.ts";
import { type RoleEdit, removeFrom, type ServiceEdit, withRole, withService } from "./draft-edits.ts";
import { ownUnit } from "./own-unit.ts";
import type { Infrastructures, RequestViews } from "./reads.ts";
import type { Requests } from "./requests.ts";
import { seenPart } from "./seen-part.ts";

type NewPlan = Omit<InfrastructurePlan, "id" | "services">;

/** How an infrastructure is provisioned; what is not said is chosen by default. */
interface ProvisioningWish {
  hosts?: string;
  storagePool?: string;
  networks?: Record<string, string>;
  /** Join the line when the engine is full, instead of being refused. */
  wait: boolean;
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
  return rooms.requests.edit(id, actor.identity, (details, editor, world) => {
    requirePermission(editor, "infra.edit", scopeOf(draft));
    if (details.kind !== "infra.new" && details.kind !== "infra.change")
      throw new Refusal("wrong-state", `${id} is no draft of an infrastructure`, "see yours: infra list");
    const plan = change(details.plan);
    if (offered) requireOffered(details.kind === "infra.new" ? plan : novelties(details.base, plan), offered);
    return details.kind === "infra.new" ? { ...details, plan } : { ...details, plan, rate: world.rate };
  });
}

async function provision(rooms: DraftRooms, subject: string, wish: ProvisioningWish, actor: Actor): Promise<Request> {
  const { id, details } = await requestOf(rooms, subject, actor);
  const { hostGroups, resources } = await rooms.datacenters.facts();
  requireKnown("host group", wish.hosts, hostGroups);
  requireKnown("storage pool", wish.storagePool, resources["storage-pool"]);
  for (const network of Object.values(wish.networks ?? {})) requireKnown("network", network, resources.network);
  const place =
    details.kind === "infra.change"
      ? await placeOf(rooms, details.plan.name, wish)
      : { hostGroup: hostGroups[0] ?? null, storagePool: resources["storage-pool"][0] ?? null };
  const hostGroup = wish.hosts ?? place.hostGroup;
  if (hostGroup === null) throw noHosts();
  const storagePool = wish.storagePool ?? place.storagePool;
  const provisioning = { hostGroup, storagePool, networks: { ...sameNetworks(details), ...wish.networks } };
  return rooms.requests.decide(id, actor.identity, { kind: "provision", provisioning, wait: wish.wait });
}

function requireKnown(what: string, name: string | undefined, known: string[]): void {
  if (name === undefined || known.includes(name)) return;
  throw new Refusal("not-found", `there is no ${what} ${name}`, `there are: ${known.join(", ")}`);
}

function noHosts(): Refusal {
  return new Refusal("not-found", "there are no hosts yet", "an admin of the datacenter adds some: dc host add NAME …");
}

/** What is added to an infrastructure goes where the infrastructure is. */
async function placeOf({ infrastructures }: DraftRooms, name: string, { hosts, storagePool }: ProvisioningWish) {
  const there = await infrastructures.byName(name);
  if (!there) throw new Refusal("not-found", `there is no infrastructure ${name}`, "see yours: infra list");
  const isElsewhere =
    (hosts !== undefined && hosts !== there.hostGroup) ||
    (storagePool !== undefined && storagePool !== there.storagePool);
  if (!isElsewhere) return there;
  const where = [there.hostGroup, there.storagePool].filter((one) => one !== null).join(" and ");
  throw new Refusal(
    "wrong-state",
    `${name} is on ${where} already`,
    `what is added goes there: infra provision ${name}`,
  );
}

/** By default each network is ours of the same name. */
function sameNetworks(details: Details): Record<string, string> {
  const services = "plan" in details ? details.plan.services : [];
  const named = services.flatMap((one) => [...one.networks, ...one.roles.flatMap(({ network }) => network ?? [])]);
  return Object.fromEntries(named.map((network) => [network, network]));
}

/** The request behind an infrastructure's name or of this id, when this person may see it. */
async function requestOf({ views, infrastructures }: DraftRooms, subject: string, actor: Actor): Promise<Request> {
  const id = (await views.ofInfrastructure(subject)) ?? subject.toUpperCase();
  const view = await views.view(id);
  const made = await infrastructures.byName(subject);
  const isThere = made !== null && seenPart(made, actor, "unit.see") !== null;
  if (view && seesRequest(view.request, actor) && !(isThere && isOver(view.request))) return view.request;
  if (isThere) {
    const hint = `to change it: infra change ${subject} …; to look at it: infra show ${subject}`;
    throw new Refusal("wrong-state", `${subject} is ${made.state} already, and no change of it is drafted`, hint);
  }
  throw new Refusal("not-found", `there is no draft or request for ${subject}`, "see yours: infra list");
}

function isOver({ machine, standing }: Request): boolean {
  return isOverIn(machine, standing);
}
