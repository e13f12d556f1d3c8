/** What cannot be changed of a datacenter, because somebody uses it or it is another's. */
import { type Amounts, amountText, type Limits, MEASURES, NOTHING, plus } from "../../domain/amount.ts";
import { type InfrastructurePart, type Parts, splitPath } from "../../domain/datacenter-parts.ts";
import { requireRoom } from "../../domain/quota.ts";
import { Refusal } from "../../domain/refusal.ts";
import { requireOpenDays } from "./closed-days.ts";
import { amountOf, capacityOf, requireCarried, requireClaims } from "./hosts.ts";
import { requireOfferable } from "./offers.ts";
import type { CurrentDatacenter } from "./port.ts";
import { requireAnAdmin } from "./rights.ts";
import { sumOf, takenOf } from "./taken.ts";

type Rule = (changes: Parts, current: CurrentDatacenter) => void;

/** Refuses changes that cannot be made; `changes` holds the new and changed parts only. */
export const requireApplicable: Rule = (changes, current) => {
  for (const rule of RULES) rule(changes, current);
};

const RULES: Rule[] = [
  requireSame,
  requireOpenDays,
  requireOwn,
  requireOfferable,
  requireAnAdmin,
  requireClaims,
  requireServices,
  requireRoles,
  requireInfrastructures,
  requireCapacity,
];

/** What stays as it was first given: which datacenter it is, its currency, and whose an infrastructure is. */
function requireSame(changes: Parts, { parts: was }: CurrentDatacenter): void {
  const [here] = was.datacenter;
  for (const [name, { currency }] of changes.datacenter) {
    if (!here) continue;
    if (name !== here[0])
      throw new Refusal("wrong-state", `this is ${here[0]}, and the file describes ${name}`, "see: dc show");
    if (currency !== here[1].currency) refuse(`the currency of ${name} is ${here[1].currency}, and stays so`);
  }
  for (const [name, { unit }] of changes.infrastructure) {
    const owner = was.infrastructure.get(name)?.unit ?? unit;
    if (owner !== unit) refuse(`${name} belongs to ${owner}, and cannot move to ${unit}`);
  }
}

/** A person is known by identity: one that is somebody else's is not given away, and a name must say who is meant. */
function requireOwn(changes: Parts, { parts: was, sharedNames }: CurrentDatacenter): void {
  for (const [identity, { person }] of changes.identity) {
    const owner = was.identity.get(identity)?.person ?? person;
    if (owner !== person)
      throw new Refusal(
        "duplicate",
        `${identity} is ${owner} already`,
        `call them ${owner} in the file, or mend the identity`,
      );
  }
  const named = [...changes.person.keys(), ...[...changes.member.keys()].map((path) => splitPath(path)[1])];
  const vague = named.find((name) => sharedNames.includes(name));
  if (vague)
    throw new Refusal("ambiguous", `several people are called ${vague}`, "grant their roles by hand: bu grant");
}

function requireServices({ service }: Parts, { ids, taken }: CurrentDatacenter): void {
  for (const [path, after] of service) {
    const id = ids.get(`service ${path}`);
    const used = sumOf(taken, (one) => one.provider === id);
    requireEnough(path, { ...NO_LIMIT, memoryMb: after.memoryMb, diskGb: after.diskGb }, used);
  }
}

function requireRoles({ role }: Parts, { ids, taken }: CurrentDatacenter): void {
  for (const [path, after] of role) {
    const id = ids.get(`role ${path}`);
    const used = sumOf(taken, (one) => one.role !== null && one.role === id);
    requireEnough(path, { ...NO_LIMIT, vms: after.max }, used);
  }
}

/** Every infrastructure that changes, or whose services do, is large enough for its services and their machines. */
function requireInfrastructures(changes: Parts, { parts: was, ids, taken }: CurrentDatacenter): void {
  const services = new Map([...was.service, ...changes.service]);
  const touched = new Set([
    ...changes.infrastructure.keys(),
    ...[...changes.service.keys()].map((path) => splitPath(path)[0]),
  ]);
  for (const name of touched) {
    const after = changes.infrastructure.get(name) ?? was.infrastructure.get(name);
    if (!after) continue;
    const id = ids.get(`infrastructure ${name}`);
    const machines = sumOf(taken, (one) => one.role !== null && one.infrastructure === id);
    const ofServices = [...services].filter(([path]) => splitPath(path)[0] === name).map(([, values]) => values);
    const granted = ofServices.reduce(
      (sum, { memoryMb, diskGb }) => plus(sum, { ...NOTHING, memoryMb, diskGb }),
      NOTHING,
    );
    requireEnough(name, after, { ...granted, vcpu: machines.vcpu, vms: machines.vms });
  }
}

const NO_LIMIT: Limits = { memoryMb: null, diskGb: null, vcpu: null, vms: null };

function requireEnough(name: string, limit: Limits, used: Amounts): void {
  const measure = MEASURES.find((one) => used[one] > (limit[one] ?? Infinity));
  if (!measure) return;
  const sentence = `${name} uses ${amountOf(measure, used[measure])}, and cannot have ${amountText(measure, limit[measure] ?? 0)}`;
  refuse(sentence, "give it more, or free some of it first");
}

/** The hosts carry everything that is granted, held and now wanted. */
function requireCapacity(changes: Parts, current: CurrentDatacenter): void {
  const { parts: was } = current;
  const [name = ""] = [...changes.datacenter.keys(), ...was.datacenter.keys()];
  const before = takenOf(current);
  const hosts = new Map([...was.host, ...changes.host]);
  const more = growth(changes.infrastructure, was.infrastructure);
  requireRoom({ name, limit: capacityOf(hosts), taken: before }, more, "no-capacity", "ask for less, or add hosts");
  requireCarried(hosts, was.host, plus(before, more));
}

function growth(changed: Map<string, InfrastructurePart>, was: Map<string, InfrastructurePart>): Amounts {
  return [...changed].reduce((sum, [name, after]) => {
    const before = was.get(name);
    const more = (measure: keyof Amounts) => sum[measure] + (after[measure] ?? 0) - (before?.[measure] ?? 0);
    return { memoryMb: more("memoryMb"), diskGb: more("diskGb"), vcpu: more("vcpu"), vms: more("vms") };
  }, NOTHING);
}

function refuse(sentence: string, hint = "leave it as it is in the file"): never {
  throw new Refusal("in-use", sentence, hint);
}
