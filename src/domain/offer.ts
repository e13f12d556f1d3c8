/** What of a datacenter a business unit is offered, and that nothing else of it is asked for. */
import type { InfrastructurePlan } from "./infrastructure.ts";
import { Refusal } from "./refusal.ts";

export const OFFERED_KINDS = ["environment", "network", "template"] as const;

export type OfferedKind = (typeof OFFERED_KINDS)[number];

/**
 * Names by kind; where there is none, everything of that kind is offered. The ceilings, memory in MB and storage in GB,
 * are for all infrastructures of the unit together; null: none.
 */
export type Offer = Record<OfferedKind, string[]> & { memoryMb: number | null; diskGb: number | null };

/** What a business unit is offered of which nobody has said anything. */
export const EVERYTHING: Offer = { environment: [], network: [], template: [], memoryMb: null, diskGb: null };

/** What plans and machines name. Domains, balancers and SAN are offered to everybody. */
export type NamedKind = OfferedKind | "domain" | "balancer" | "san";

/** What a business unit may choose from. */
export interface Offered {
  /** The unit's name. */
  unit: string;
  /** All that there is in the datacenter; retired templates are not. */
  has: Partial<Record<NamedKind, string[]>>;
  offer: Offer;
}

/** The names that the unit may choose from, in the order in which the datacenter has them. */
export function offeredNames(kind: NamedKind, { has, offer }: Offered): string[] {
  const all = has[kind] ?? [];
  const named = isOffered(kind) ? offer[kind] : [];
  return named.length === 0 ? all : all.filter((name) => named.includes(name));
}

/**
 * Refuses what a plan names and the unit is not offered. What stood in the plan `before` stays: an offer counts for what
 * is asked for from now on.
 */
export function requireOffered(plan: InfrastructurePlan, offered: Offered, before?: InfrastructurePlan): void {
  const kept = new Set(before ? namesIn(before).map(keyOf) : []);
  for (const named of namesIn(plan)) if (!kept.has(keyOf(named))) requireOfferedName(named.kind, named.name, offered);
}

/** Refuses one name, with those that there are instead. */
export function requireOfferedName(kind: NamedKind, name: string, offered: Offered): void {
  const choice = offeredNames(kind, offered);
  if (choice.includes(name)) return;
  const isThere = offered.has[kind]?.includes(name);
  const sentence = isThere ? `${kind} ${name} is not offered to ${offered.unit}` : `there is no ${kind} ${name}`;
  throw new Refusal("not-offered", sentence, choiceText(kind, name, choice, offered), kind);
}

function choiceText(kind: NamedKind, name: string, choice: string[], { unit, has }: Offered): string {
  if (choice.length) return `${unit} is offered: ${choice.join(", ")}`;
  const remedy = has[kind]?.length ? `dc offer ${unit} --${kind} …` : `dc ${kind} add ${name}`;
  return `an admin of the datacenter adds it: ${remedy}`;
}

interface Named {
  kind: NamedKind;
  name: string;
}

function namesIn({ services }: InfrastructurePlan): Named[] {
  return services.flatMap(({ environment, networks, templates, domain, balancer, san, roles }) => [
    ...named("environment", [environment]),
    ...named("network", [...networks, ...roles.flatMap(({ network }) => network ?? [])]),
    ...named("domain", domain === null ? [] : [domain]),
    ...named("balancer", balancer === null ? [] : [balancer]),
    ...named("san", san === null ? [] : [san]),
    ...named("template", [...templates, ...roles.flatMap((role) => role.templates)]),
  ]);
}

function named(kind: NamedKind, names: string[]): Named[] {
  return names.map((name) => ({ kind, name }));
}

function keyOf({ kind, name }: Named): string {
  return `${kind} ${name}`;
}

function isOffered(kind: NamedKind): kind is OfferedKind {
  return (OFFERED_KINDS as readonly string[]).includes(kind);
}
