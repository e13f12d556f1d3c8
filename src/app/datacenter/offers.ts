/** What business units are offered: as a file says it, and that it can be had. */
import type { Parts } from "../../domain/datacenter-parts.ts";
import { EVERYTHING, OFFERED_KINDS, type Offer } from "../../domain/offer.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { CurrentDatacenter } from "./port.ts";
import type { DatacenterFile } from "./shape.ts";

/**
 * The offer that a file asks for, under the unit's name; none where the file leaves it as it is. `null` offers everything
 * again, which needs no saying where nothing else was ever said.
 */
export function offerIn({ name, offer }: DatacenterFile["businessUnits"][number], was: Parts): [string, Offer][] {
  const before = was.offer.get(name);
  if (offer === undefined || (offer === null && !before)) return [];
  if (offer === null) return [[name, EVERYTHING]];
  const { environments, networks, templates, memory, storage } = offer;
  const { environment, network, template, memoryMb, diskGb } = before ?? EVERYTHING;
  const lists = {
    environment: environments ?? environment,
    network: networks ?? network,
    template: templates ?? template,
  };
  const ceilings = {
    memoryMb: memory === undefined ? memoryMb : memory,
    diskGb: storage === undefined ? diskGb : storage,
  };
  return [[name, { ...lists, ...ceilings }]];
}

/** Refuses (`not-found`) what an offer comes to name and nobody can have. What it named before may be retired by now. */
export function requireOfferable(changes: Parts, { parts: was }: CurrentDatacenter): void {
  const resources = [...was.resource.keys(), ...changes.resource.keys()];
  const templates = new Map([...was.template, ...changes.template]);
  const there = new Set([
    ...resources,
    ...[...templates].flatMap(([name, one]) => (one.retired ? [] : `template ${name}`)),
  ]);
  for (const [unit, offer] of changes.offer) {
    for (const kind of OFFERED_KINDS) {
      const more = offer[kind].filter((name) => !was.offer.get(unit)?.[kind].includes(name));
      const strange = more.find((name) => !there.has(`${kind} ${name}`));
      if (strange) throw new Refusal("not-found", `there is no ${kind} ${strange}`, `see: dc ${kind} list`, kind);
    }
  }
}
