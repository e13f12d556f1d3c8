/** What differs between the parts that are wanted and those that there are, and how that is said. */
import { amountText } from "../../domain/amount.ts";
import { KINDS, type Parts, partName } from "../../domain/datacenter-parts.ts";
import { plainAmount } from "../../domain/money.ts";
import { OFFERED_KINDS } from "../../domain/offer.ts";

/** Something new, changed or gone: `~ host h1: memory 64 GB → 128 GB`. */
export interface Difference {
  sign: "+" | "~" | "-";
  /** `host h1` */
  what: string;
  /** `memory 64 GB → 128 GB` */
  detail: string;
}

type Value = string | number | boolean | string[] | null;
type Values = Record<string, Value>;

/** The wanted parts that are new or differ. */
export function changedParts(wanted: Parts, was: Parts): Parts {
  return {
    datacenter: changed(wanted.datacenter, was.datacenter),
    resource: changed(wanted.resource, was.resource),
    rate: changed(wanted.rate, was.rate),
    template: changed(wanted.template, was.template),
    host: changed(wanted.host, was.host),
    person: changed(wanted.person, was.person),
    identity: changed(wanted.identity, was.identity),
    unit: changed(wanted.unit, was.unit),
    offer: changed(wanted.offer, was.offer),
    member: changed(wanted.member, was.member),
    infrastructure: changed(wanted.infrastructure, was.infrastructure),
    service: changed(wanted.service, was.service),
    role: changed(wanted.role, was.role),
  };
}

/** The changed parts as people read them, whole before its parts. */
export function differencesOf(changes: Parts, was: Parts): Difference[] {
  return KINDS.flatMap((kind) =>
    [...changes[kind]].map(([path, after]) => difference(partName(kind, path), after, was[kind].get(path))),
  );
}

function changed<V extends Values>(wanted: Map<string, V>, was: Map<string, V>): Map<string, V> {
  return new Map([...wanted].filter(([path, values]) => !same(values, was.get(path))));
}

function same(after: Values, before: Values | undefined): boolean {
  return before !== undefined && Object.entries(after).every(([field, value]) => equal(value, before[field]));
}

function equal(a: Value, b: Value | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function difference(what: string, after: Values, before: Values | undefined): Difference {
  const fields = Object.entries(after);
  const said = before
    ? fields
        .filter(([field, value]) => !equal(value, before[field]))
        .map(([field, value]) => moved(field, before[field], value))
    : fields
        .filter(([field, value]) => !isUsual(field, value))
        .map(([field, value]) => `${label(field)} ${text(field, value)}`);
  return { sign: before ? "~" : "+", what, detail: said.join(", ") };
}

function moved(field: string, before: Value | undefined, after: Value): string {
  return `${label(field)} ${text(field, before ?? null)} → ${text(field, after)}`;
}

/** What needs no saying of something new. */
function isUsual(field: string, value: Value): boolean {
  const usual = field.endsWith("Ratio") ? 1 : field.endsWith("Reserved") ? 0 : field === "state" ? "active" : null;
  return value === usual || value === null || value === false || (Array.isArray(value) && value.length === 0);
}

const LABELS: Partial<Record<string, string>> = {
  currency: "currency",
  timeZone: "time zone",
  requestPrefix: "request prefix",
  approvalsChannel: "approvals in",
  decommissionGraceDays: "days of grace",
  freeExtensions: "free extensions",
  freeExtensionDays: "days of a free extension",
  mostSnapshots: "snapshots of a machine",
  keepSamples: "days for which looks are kept",
  keepHours: "days for which hours are kept",
  keepDays: "days for which days are kept",
  idlePercent: "percent unused of an idle reservation",
  idleDays: "days of an idle reservation",
  idleCpuPercent: "percent busy of an idle machine",
  idleCpuDays: "days of an idle machine",
  idleQuietDays: "days until it is asked again about what is idle",
  stopped: "of stopped machines",
  stored: "of stored machines",
  memoryMb: "memory",
  diskGb: "storage",
  vcpu: "vCPU",
  vms: "VMs",
  max: "at most",
  dayPrice: "price a day",
  vcpuRatio: "vCPU ratio",
  memoryRatio: "memory ratio",
  diskRatio: "storage ratio",
  vcpuReserved: "reserved vCPU",
  memoryMbReserved: "reserved memory",
  diskGbReserved: "reserved storage",
  unit: "business unit",
  costCenter: "cost centre",
  hostGroup: "hosts",
  storagePool: "storage pool",
};

/** Where an offer names nothing, it offers everything. */
const OFFERED: ReadonlySet<string> = new Set(OFFERED_KINDS);

function label(field: string): string {
  return LABELS[field] ?? field;
}

function text(field: string, value: Value): string {
  if (Array.isArray(value) && value.length === 0) return OFFERED.has(field) ? "everything" : "none";
  if (value === null) return "none";
  if (typeof value === "number" && /^(memoryMb|diskGb)/.test(field)) {
    return amountText(field.startsWith("memory") ? "memoryMb" : "diskGb", value);
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.join(" ");
  return isMoney(value) ? plainAmount(value) : String(value);
}

/** All six decimals are there, as the database keeps them; people read at least two. */
function isMoney(value: string | number): value is string {
  return typeof value === "string" && /^\d+\.\d{6}$/.test(value);
}
