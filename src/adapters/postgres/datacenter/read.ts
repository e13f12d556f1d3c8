/** Reads the datacenter as it is, with what is taken of it. */
import { sql } from "kysely";
import type { CurrentDatacenter, Taken } from "../../../app/datacenter/port.ts";
import type { Amounts } from "../../../domain/amount.ts";
import { KINDS, type Kind, type Parts, partName } from "../../../domain/datacenter-parts.ts";
import type { ResourceClass, Resources } from "../../../domain/placement.ts";
import type { Tx } from "../pool.ts";
import type { Found } from "./found.ts";
import { readDatacenters, readHosts, readRates, readResources, readTemplates } from "./read-catalogue.ts";
import { readIdentities, readMembers, readOffers, readPeople, readUnits } from "./read-directory.ts";
import { readInfrastructures, readRoles, readServices } from "./read-hierarchy.ts";
import { readUsers } from "./read-users.ts";

type FoundParts = { [K in Kind]: Found<Parts[K] extends Map<string, infer V> ? V : never>[] };

/** Everything that a file can describe; empty while there is no datacenter. */
export async function readDatacenter(tx: Tx): Promise<CurrentDatacenter> {
  const found: FoundParts = {
    datacenter: await readDatacenters(tx),
    resource: await readResources(tx),
    rate: await readRates(tx),
    template: await readTemplates(tx),
    host: await readHosts(tx),
    person: await readPeople(tx),
    identity: await readIdentities(tx),
    unit: await readUnits(tx),
    offer: await readOffers(tx),
    member: await readMembers(tx),
    infrastructure: await readInfrastructures(tx),
    service: await readServices(tx),
    role: await readRoles(tx),
  };
  const people = found.person.map(({ path }) => path);
  return {
    ...{ parts: partsOf(found), ids: idsOf(found), taken: await readTaken(tx), claimed: await readClaims(tx) },
    ...{ users: await readUsers(tx), closed: await readClosed(tx) },
    sharedNames: people.filter((name, at) => people.indexOf(name) !== at),
  };
}

function partsOf(found: FoundParts): Parts {
  return {
    datacenter: byPath(found.datacenter),
    resource: byPath(found.resource),
    rate: byPath(found.rate),
    template: byPath(found.template),
    host: byPath(found.host),
    person: byPath(found.person),
    identity: byPath(found.identity),
    unit: byPath(found.unit),
    offer: byPath(found.offer),
    member: byPath(found.member),
    infrastructure: byPath(found.infrastructure),
    service: byPath(found.service),
    role: byPath(found.role),
  };
}

function byPath<V>(found: Found<V>[]): Map<string, V> {
  return new Map(found.map(({ path, values }) => [path, values]));
}

function idsOf(found: FoundParts): Map<string, string> {
  const named = KINDS.flatMap((kind) => found[kind].map(({ id, path }) => ({ id, name: partName(kind, path) })));
  return new Map(named.flatMap(({ id, name }) => (id === null ? [] : [[name, id]])));
}

/** What is granted and held, summed up for each provider, infrastructure and role. */
async function readTaken(tx: Tx): Promise<Taken[]> {
  const { rows } = await sql<Omit<Taken, "amounts"> & Record<keyof Amounts, string>>`
    select provider_id as provider, infrastructure_id as infrastructure, service_role_id as role,
      sum(memory_mb) as "memoryMb", sum(disk_gb) as "diskGb", sum(vcpu) as vcpu, sum(vms) as vms
    from allocation group by provider_id, infrastructure_id, service_role_id`.execute(tx);
  return rows.map(({ provider, infrastructure, role, memoryMb, diskGb, vcpu, vms }) => ({
    ...{ provider, infrastructure, role },
    amounts: { memoryMb: Number(memoryMb), diskGb: Number(diskGb), vcpu: Number(vcpu), vms: Number(vms) },
  }));
}

async function readClosed(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`select max(day) as day from closed_day`.execute(tx);
  return rows[0]?.day ?? null;
}

async function readClaims(tx: Tx): Promise<Map<string, Resources>> {
  const { rows } = await sql<{ name: string; claims: Partial<Record<ResourceClass, number>> }>`
    select h.name, jsonb_object_agg(c.resource_class, c.amount) as claims
    from (select host_id, resource_class, sum(amount) as amount from claim group by host_id, resource_class) c
    join host h on h.id = c.host_id group by h.name`.execute(tx);
  const nothing: Resources = { VCPU: 0, MEMORY_MB: 0, DISK_GB: 0, VM_SLOT: 0 };
  return new Map(rows.map(({ name, claims }) => [name, { ...nothing, ...claims }]));
}
