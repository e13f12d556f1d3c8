/** A request: one onboarding, allocation or VM action, with its standing. */
import type { MachineName, Standing } from "../../machines/lifecycle.ts";
import type { Terms } from "../../machines/memory.ts";
import type { Amounts } from "./amount.ts";
import type { InfrastructurePlan } from "./infrastructure.ts";
import type { Charge } from "./ledger/charge.ts";
import type { Scope } from "./permission.ts";
import type { Ruling } from "./policy/ruling.ts";
import type { Rate } from "./price.ts";
import type { Permission } from "./roles.ts";
import type { ImportableState } from "./survey.ts";
import type { VmAction } from "./vm.ts";

/** What is asked for; the tag says which kind of request it is. */
export type Details =
  | { kind: "bu.register"; unit: string; name: string; costCenter: string; channel: string | null; reason: string }
  | { kind: "infra.new"; plan: InfrastructurePlan; provisioning: Provisioning | null }
  | {
      kind: "infra.change";
      /** As it was when the change was begun, and as it is to be. */
      base: InfrastructurePlan;
      plan: InfrastructurePlan;
      /** The rate in force when it was last edited. */
      rate: Rate | null;
      provisioning: Provisioning | null;
    }
  | { kind: "infra.extend"; infrastructure: string; name: string; from: string | null; until: string }
  | { kind: "infra.decommission"; infrastructure: string; name: string; machines: Named[]; reason: string }
  /** An end that the calendar brings: `lastDay` is the last one on which it may be used. */
  | { kind: "infra.end"; infrastructure: string; name: string; until: string; lastDay: string }
  | ({
      kind: "vm.create";
      path: string;
      template: string;
      size: Amounts;
      dayPrice: string;
      until: string | null;
    } & OfRole)
  | ({
      kind: "vm.action";
      action: VmAction;
      /** Of which the machines are; it may have an action of its own. */
      template?: string;
      wish?: Wish;
      /** The time of the week at which it was due, as ISO 8601 has it; absent: somebody asked for it. */
      scheduled?: string;
    } & OfRole)
  /** An action that admins made; `can` is the permission that it needed when it was asked for. */
  | ({
      kind: "vm.run";
      action: string;
      /** Of which the machines are; it may have an action of its own. */
      template: string;
      can: Permission;
      wish: Extract<Wish, { of: "inputs" }>;
    } & OfRole)
  /** A machine that others made on a host: `size` is what it has there, `state` how it was seen. */
  | ({
      kind: "vm.import";
      path: string;
      host: { id: string; name: string };
      template: string;
      size: Amounts;
      dayPrice: string;
      state: ImportableState;
    } & OfRole)
  | ({ kind: "vm.extend"; from: string; until: string } & OfRole)
  /** An end of one machine that the calendar brings; its `until` was agreed on. */
  | ({ kind: "vm.end"; template: string; until: string; lastDay: string } & OfRole)
  /** A charge of the ledger, as it was when it was disputed, with where it belongs; `amount`: so much of it alone. */
  | ({ kind: "report.dispute"; id: string; charge: Charge; reason: string; amount?: string } & ChargedPlace)
  /** Somebody decided alone on the request `of`, of which `asked` says what it asks for. */
  | { kind: "review"; id: string; of: string; asked: string; reason: string };

/** Ids of what was charged: of an infrastructure (service null), or of a machine's service. */
interface ChargedPlace {
  infrastructure: string;
  service: string | null;
}

/** What an action on a machine is to bring about, where its name does not say it. */
export type Wish =
  | { of: "snapshot"; name: string }
  /** The new name is taken under this id until the machine bears it. */
  | { of: "name"; id: string; name: string }
  | { of: "size"; before: Made; after: Made }
  /** What an action of one's own was told, in the order in which it asks. */
  | { of: "inputs"; inputs: { name: string; value: string }[] };

/** What a machine is made of, and what that costs a day. */
export interface Made {
  template: string;
  size: Amounts;
  /** A decimal text. */
  dayPrice: string;
}

/** Machines, and the ids of where they belong. */
interface OfRole {
  machines: Named[];
  role: string;
  service: string;
  infrastructure: string;
}

export type RequestKind = Details["kind"];

export interface Named {
  id: string;
  name: string;
}

/** What provisioning assigns to an infrastructure. */
export interface Provisioning {
  hostGroup: string;
  storagePool: string | null;
  /** Our networks by the names that the infrastructure knows them by. */
  networks: Record<string, string>;
}

export interface Request<D extends Details = Details> {
  id: string;
  datacenter: string;
  machine: MachineName;
  standing: Standing;
  details: D;
  /** The business unit's id; null while there is none. */
  businessUnit: string | null;
  /** The requester: a person's id. */
  requester: string;
  /** Counts up with everything that the card could show. */
  version: number;
  created: Date;
  /** What the policy said of it when it was submitted; null while it is a draft. */
  ruling: Ruling | null;
  timers: Timers;
}

/** What time will do to it, and when; null: it will not. */
export interface Timers {
  deadline: Date | null;
  remind: Date | null;
  escalate: Date | null;
  /** What is left of those that stand still while it waits for the requester, in milliseconds. */
  paused: { deadline: number | null; remind: number | null; escalate: number | null } | null;
}

export const NO_TIMERS: Timers = { deadline: null, remind: null, escalate: null, paused: null };

/** Where it belongs. */
export function scopeOf({ businessUnit, details }: Pick<Request, "businessUnit" | "details">): Scope {
  switch (details.kind) {
    case "bu.register":
    case "review":
      return { businessUnit };
    case "infra.new":
    case "infra.change":
      return { businessUnit, infrastructure: details.plan.id };
    case "infra.extend":
    case "infra.decommission":
    case "infra.end":
      return { businessUnit, infrastructure: details.infrastructure };
    case "vm.create":
    case "vm.action":
    case "vm.run":
    case "vm.import":
    case "vm.extend":
    case "vm.end":
      return { businessUnit, infrastructure: details.infrastructure, service: details.service };
    case "report.dispute":
      return { businessUnit, infrastructure: details.infrastructure, service: details.service };
  }
}

/** What the request is about, by name: `web-1, web-2`, `shop`, `retail`. */
export function subjectOf(details: Details): string {
  switch (details.kind) {
    case "bu.register":
      return details.name;
    case "infra.new":
    case "infra.change":
      return details.plan.name;
    case "infra.extend":
    case "infra.decommission":
    case "infra.end":
      return details.name;
    case "review":
      return details.of;
    case "report.dispute":
      return details.charge.id ?? "";
    case "vm.create":
    case "vm.action":
    case "vm.run":
    case "vm.import":
    case "vm.extend":
    case "vm.end":
      return details.machines.map((machine) => machine.name).join(", ");
  }
}

/** What is asked for, as it is typed: `vm create`, `infra new`, `vm run renew`. */
export function kindText(details: Details): string {
  const kind = kindOfAsk(details).replace(".", " ");
  return details.kind === "vm.run" ? `${kind} ${details.action}` : kind;
}

/** What is asked for, as policies name it: `vm.create`, `vm.delete`, `infra.new`. */
export function kindOfAsk(details: Details): string {
  return details.kind === "vm.action" ? `vm.${details.action}` : details.kind;
}

/** May who asked take it back? Who decided alone does not end the review of it. */
export function canBeTakenBack({ kind }: Details): boolean {
  return kind !== "review";
}

const TERMS = {
  "vm.create": ["count", "until"],
  "infra.new": ["memoryMb", "diskGb", "until"],
  "infra.change": ["memoryMb", "diskGb"],
  "report.dispute": ["amount"],
} as const satisfies Partial<Record<RequestKind, readonly (keyof Terms)[]>>;

/** The numbers that such a request can be granted with other than it was asked for; none: as it is, or not at all. */
export function termsOf(kind: RequestKind): readonly (keyof Terms)[] {
  return kind in TERMS ? TERMS[kind as keyof typeof TERMS] : [];
}
