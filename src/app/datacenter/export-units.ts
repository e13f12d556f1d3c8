/** Business units as a datacenter file describes them: what they are offered, who is in them, and what is theirs. */
import type { Parts } from "../../domain/datacenter-parts.ts";
import { memory, sorted, storage, within } from "./export-words.ts";

/** Of the members only these people are named. */
export function exportUnits(parts: Parts, people: Set<string>) {
  return sorted(parts.unit).map(([name, { costCenter, channel }]) => ({
    ...{ name, costCenter, channel, offer: offerOf(name, parts) },
    members: Object.fromEntries(
      within(parts.member, name).flatMap(([person, { roles }]) => (people.has(person) ? [[person, roles]] : [])),
    ),
    infrastructures: sorted(parts.infrastructure)
      .filter(([, { unit }]) => unit === name)
      .map(([path]) => infrastructureOf(path, parts)),
  }));
}

function offerOf(unit: string, { offer }: Parts) {
  const one = offer.get(unit);
  if (!one) return null;
  const ceilings = {
    memory: one.memoryMb === null ? null : memory(one.memoryMb),
    storage: one.diskGb === null ? null : storage(one.diskGb),
  };
  return { environments: one.environment, networks: one.network, templates: one.template, ...ceilings };
}

function infrastructureOf(name: string, parts: Parts) {
  const one = parts.infrastructure.get(name);
  return {
    ...{ name, ...sizesOf(one), vcpu: one?.vcpu, vms: one?.vms, until: one?.until, reason: one?.reason },
    ...{ hosts: one?.hostGroup, storagePool: one?.storagePool },
    services: within(parts.service, name).map(([service, values]) => ({
      ...{ name: service, environment: values.environment, ...sizesOf(values) },
      ...{ networks: values.networks, templates: values.templates },
      ...{ domain: values.domain, balancer: values.balancer, san: values.san },
      roles: within(parts.role, `${name}/${service}`).map(([role, { templates, max, network }]) => ({
        ...{ name: role, templates, max, network },
      })),
    })),
  };
}

function sizesOf(size: { memoryMb: number; diskGb: number } | undefined) {
  return size && { memory: memory(size.memoryMb), storage: storage(size.diskGb) };
}
