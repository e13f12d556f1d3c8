/** Changes of single parts: each gets the parts that there are, and gives the one that is wanted. */

import type { DatacenterPart, HostPart, TemplatePart } from "../../domain/datacenter-parts.ts";
import { EVERYTHING, type Offer } from "../../domain/offer.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type ScriptLimits, withLimits } from "../../domain/script-limits.ts";
import type { ResourceKind } from "../datacenter-ports.ts";
import type { Edit } from "./admin.ts";

/** Memory in MB, storage in GB; `vms` is the most machines that it carries. */
export type HostSize = Pick<HostPart, "group" | "vcpu" | "memoryMb" | "diskGb" | "vms">;

/** What of a host may be left open; see `HostPart`. */
type HostAccess = { address?: string | undefined };

const NEW_HOST: Omit<HostPart, keyof HostSize | "address"> = {
  ...{ state: "active", vcpuRatio: 1, memoryRatio: 1, diskRatio: 1 },
  ...{ vcpuReserved: 0, memoryMbReserved: 0, diskGbReserved: 0 },
};

/** `duplicate` when there is one of that name. */
export function addHost(name: string, { group, vcpu, memoryMb, diskGb, vms, address }: HostSize & HostAccess): Edit {
  return ({ host }) => {
    if (host.has(name))
      throw new Refusal("duplicate", `there is a host ${name} already`, `change it: dc host edit ${name} …`);
    return { host: new Map([[name, { group, vcpu, memoryMb, diskGb, vms, address: address ?? null, ...NEW_HOST }]]) };
  };
}

/** What is not said stays as it is. `not-found` for an unknown host. */
export function editHost(name: string, edit: Partial<HostSize & Pick<HostPart, "state">> & HostAccess): Edit {
  return ({ host }) => ({ host: new Map([[name, { ...found(host, "host", name), ...said(edit) }]]) });
}

/** `duplicate` when there is one of that name. */
export function addResource(kind: ResourceKind, name: string): Edit {
  return ({ resource }) => {
    const path = `${kind} ${name}`;
    if (resource.has(path)) throw new Refusal("duplicate", `there is a ${path} already`, `see: dc ${kind} list`);
    return { resource: new Map([[path, {}]]) };
  };
}

/** A retired one of that name comes back, as it is now described. `duplicate` when there is one that can be had. */
export function addTemplate(name: string, values: Omit<TemplatePart, "retired">): Edit {
  return ({ template }) => {
    if (template.get(name)?.retired === false) {
      throw new Refusal("duplicate", `there is a template ${name} already`, `see: dc template list`);
    }
    return { template: new Map([[name, { ...values, retired: false }]]) };
  };
}

/** `not-found` for an unknown template. */
export function editTemplate(name: string, edit: Partial<Pick<TemplatePart, "dayPrice" | "retired">>): Edit {
  return ({ template }) => ({ template: new Map([[name, { ...found(template, "template", name), ...edit }]]) });
}

/** Per GB and day, as decimal texts, from a day (`YYYY-MM-DD`) on. */
export function setRate(from: string, rate: { memory: string; storage: string }): Edit {
  return () => ({ rate: new Map([[from, rate]]) });
}

type Limits = Partial<Pick<DatacenterPart, "workflows" | "light" | "heavy">> & {
  scripts?: ScriptLimits | undefined;
};

/** What is not said stays as it is. */
export function setThrottle({ scripts = {}, ...limits }: Limits): Edit {
  const edited = (part: DatacenterPart) => ({
    ...{ ...part, ...said(limits), scripts: withLimits(part.scripts, scripts) },
  });
  return ({ datacenter }) => ({ datacenter: new Map([...datacenter].map(([name, part]) => [name, edited(part)])) });
}

/** What is not said stays as it is. `not-found` for an unknown business unit. */
export function setOffer(unit: string, offer: Partial<Offer>): Edit {
  return ({ unit: units, offer: offers }) => {
    if (!units.has(unit)) throw new Refusal("not-found", `there is no business unit ${unit}`, "see: bu list");
    return { offer: new Map([[unit, { ...EVERYTHING, ...offers.get(unit), ...said(offer) }]]) };
  };
}

function found<V>(parts: Map<string, V>, what: "host" | "template", name: string): V {
  const part = parts.get(name);
  if (part) return part;
  throw new Refusal("not-found", `there is no ${what} ${name}`, `see: dc ${what} list`);
}

/** Without the options that were not given. */
function said<T extends object>(edit: T): Partial<T> {
  return Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Partial<T>;
}
