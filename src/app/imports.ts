/** Importing: a machine that runs on a host and is none of ours becomes one of a role's. */
import type { Actor } from "../domain/actor.ts";
import { needOf, rank } from "../domain/placement.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Made, Request } from "../domain/request.ts";
import { type ImportableState, OWN_SIZE } from "../domain/survey.ts";
import type { ClaimStore } from "./capacity.ts";
import type { Datacenters } from "./datacenter-ports.ts";
import { madeFrom } from "./machine-made.ts";
import { findInfrastructure, findRole, noRole, requireUsable } from "./machine-places.ts";
import type { Infrastructures, Vms } from "./reads.ts";
import type { Requests } from "./requests.ts";
import type { Sightings, Stranger } from "./surveys.ts";

export interface Imports {
  /** What is on the hosts and none of ours, as the last surveys saw it. */
  strangers(): Promise<Stranger[]>;
  /**
   * `role` is a path, `host` a name where two hosts have one of this name. Throws a Refusal: `not-found`, `ambiguous`,
   * `duplicate` for one that is ours by now, `wrong-state` for what cannot be taken over as it is, `not-offered` on a
   * host of another group, `no-capacity` where it is full, and what requests are refused for.
   */
  import(name: string, host: string | null, role: string, actor: Actor): Promise<Request>;
}

export interface ImportRooms {
  sightings: Pick<Sightings, "strangers">;
  vms: Vms;
  infrastructures: Infrastructures;
  datacenters: Datacenters;
  requests: Requests;
  claims: Pick<ClaimStore, "rooms">;
  id(prefix: string): string;
}

export function startImports(rooms: ImportRooms): Imports {
  return {
    strangers: () => rooms.sightings.strangers(),
    async import(name, host, path, actor) {
      const stranger = await strangerOf(rooms, name, host);
      const infrastructure = await findInfrastructure(rooms, path, actor);
      if (!infrastructure) throw noRole(path);
      const { service, role } = findRole(infrastructure, path);
      requireUsable(infrastructure, { service, role }, path);
      requireGroup(stranger, infrastructure);
      const made = await madeOf(rooms, stranger, role.templates);
      await requireRoom(rooms, stranger);
      const { id: hostId, name: hostName } = stranger.host;
      const place = { path, infrastructure: infrastructure.id, service: service.id, role: role.id };
      const machines = [{ id: rooms.id("vm"), name }];
      const state = importable(stranger);
      const details = { kind: "vm.import", host: { id: hostId, name: hostName }, machines, state } as const;
      const submission = { details: { ...details, ...place, ...made }, businessUnit: infrastructure.businessUnit };
      return rooms.requests.submit({ ...submission, wait: false }, actor.identity);
    },
  };
}

async function strangerOf({ sightings, vms }: ImportRooms, name: string, host: string | null): Promise<Stranger> {
  const all = await sightings.strangers();
  const found = all.filter((one) => one.name === name && (host === null || one.host.name === host));
  const [stranger] = found;
  if (found.length > 1) {
    const hosts = found.map((one) => one.host.name).join(", ");
    throw new Refusal("ambiguous", `${name} is on ${hosts}`, "say which one: --host HOST", "host");
  }
  if (stranger) return stranger;
  if (await vms.byName(name)) throw new Refusal("duplicate", `${name} is one of ours already`, `see: vm show ${name}`);
  throw new Refusal("not-found", `no host has a machine ${name} that is not ours`, "see: dc unmanaged list");
}

function importable({ name, state }: Stranger): ImportableState {
  if (state === "running" || state === "stopped" || state === "paused") return state;
  throw new Refusal("wrong-state", `${name} is ${state}`, "bring it up or stop it on its host, then: dc host survey");
}

/** Its infrastructure's machines are on hosts of one group, so that they find room where it was granted. */
function requireGroup(
  { name, host }: Stranger,
  { name: infrastructure, hostGroup }: { name: string; hostGroup: string | null },
): void {
  if (host.group === hostGroup) return;
  const sentence = `${name} is on ${host.name} of group ${host.group}, and ${infrastructure} has group ${hostGroup}`;
  throw new Refusal("not-offered", sentence, "import it into an infrastructure of that group");
}

/** Its claim has to be true: a host that is full by our books has no room for it, although it is there. */
async function requireRoom({ claims }: ImportRooms, { name, host, ...size }: Stranger): Promise<void> {
  const need = needOf(size);
  if (rank(await claims.rooms({ host: host.id }, need), need).length > 0) return;
  const sentence = `${host.name} has no room for ${name} beside what is claimed of it, or is being drained`;
  throw new Refusal("no-capacity", sentence, `see: dc host show ${host.name}`);
}

/** One of the role's templates of just its size, or none at all: then its size is priced. */
async function madeOf({ datacenters }: ImportRooms, stranger: Stranger, permitted: string[]): Promise<Made> {
  const { templates, rate } = await datacenters.facts();
  const { vcpu, memoryMb, diskGb } = stranger;
  const found = templates.find(
    (one) => permitted.includes(one.name) && one.vcpu === vcpu && one.memoryMb === memoryMb && one.diskGb === diskGb,
  );
  return madeFrom(found ?? { name: OWN_SIZE, vcpu, memoryMb, diskGb, dayPrice: null }, rate);
}
