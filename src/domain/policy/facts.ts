/** What the conditions of a policy may ask about a request. */
import type { Extension } from "../lease.ts";

/** Amounts in GB, money in the datacenter's currency. */
export interface RequestFacts {
  /** What is typed, with a dot: `vm.create`, `infra.new`. */
  kind: string;
  /** What is done with machines that exist: `delete`, or an action of one's own; empty where the request does none. */
  action: string;
  /** How many machines; 1 where it is about something else. */
  count: number;
  vcpu: number;
  memory: number;
  storage: number;
  cost: { day: number; month: number };
  /** Empty where the request has none. */
  template: string;
  environment: string;
  unit: string;
  /** Days until it is to end; 0: it has no end. */
  days: number;
  /** How many extensions of a machine are free, by how many days each; 0 where it asks for none. */
  extension: Extension & { free: number; freeDays: number };
  requester: {
    name: string;
    /** Roles held where the request belongs. */
    roles: string[];
    /** Permissions held there. */
    can: string[];
  };
  /** What is left, before the request, of the quota or capacity that it counts against. */
  left: { memory: number; storage: number };
  /** The business unit's budget of a month, and what is left of it; `month` 0 without one. */
  budget: { month: number; left: number };
}

/** What is left where nothing limits it, to conditions: more than anybody asks for. */
export const WITHOUT_CEILING = 1_000_000_000;

/** Every fact by its path, with its type in CEL and what it says. */
export const FACTS: Record<string, { type: string; says: string }> = {
  kind: { type: "string", says: "what is asked: vm.create, vm.delete, infra.new, bu.register …" },
  action: { type: "string", says: "what is done with machines: start, delete, or in vm.run an action of your own" },
  count: { type: "int", says: "how many machines; 1 where it is about something else" },
  vcpu: { type: "int", says: "virtual processors, of all machines together" },
  memory: { type: "double", says: "memory in GB, of all machines together" },
  storage: { type: "double", says: "storage in GB, of all machines together" },
  "cost.day": { type: "double", says: "what it costs a day" },
  "cost.month": { type: "double", says: "what it costs in thirty days" },
  template: { type: "string", says: "the machines' template; empty without" },
  environment: { type: "string", says: "the service's environment; empty without" },
  unit: { type: "string", says: "the business unit's name; empty without" },
  days: { type: "int", says: "days until it is to end; 0: it has no end" },
  "extension.number": { type: "int", says: "which extension of the machine it is, counted from 1; 0: it is none" },
  "extension.days": { type: "int", says: "by how many days it puts off the machine's end" },
  "extension.free": { type: "int", says: "how many extensions of a machine the datacenter lets pass free" },
  "extension.freeDays": { type: "int", says: "by how many days each of these at most" },
  "requester.name": { type: "string", says: "who asks" },
  "requester.roles": { type: "list<string>", says: "the roles that they hold there" },
  "requester.can": { type: "list<string>", says: "the permissions that they hold there" },
  "left.memory": { type: "double", says: "GB of memory left of the quota or capacity, before the request" },
  "left.storage": { type: "double", says: "GB of storage left of it" },
  "budget.month": { type: "double", says: "the business unit's budget of a month; 0 without one" },
  "budget.left": {
    type: "double",
    says: "what is left of it this month, less than nothing when it is overspent; 1000000000 without one",
  },
};

/** A request about which nothing is known but its kind. */
export const NO_FACTS: RequestFacts = {
  ...{
    kind: "",
    action: "",
    count: 1,
    vcpu: 0,
    memory: 0,
    storage: 0,
    cost: { day: 0, month: 0 },
    template: "",
    environment: "",
  },
  ...{ unit: "", days: 0, extension: { number: 0, days: 0, free: 0, freeDays: 0 } },
  ...{ requester: { name: "", roles: [], can: [] }, left: { memory: 0, storage: 0 } },
  budget: { month: 0, left: WITHOUT_CEILING },
};
