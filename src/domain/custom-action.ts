/** Actions that admins make of their own: in which states of a machine they may be run, by whom, and told what. */
import { z } from "zod";
import { inputShape } from "./action-inputs.ts";
import { Refusal } from "./refusal.ts";
import { PERMISSIONS, type Permission } from "./roles.ts";
import { type Machine, requireFree, VM_ACTION_NAMES, type VmState } from "./vm.ts";

/** A machine that is being made, failed or is gone is nowhere that a script could look for it. */
const STATES = ["running", "stopped", "paused", "stored"] as const satisfies VmState[];

/** What an action's file says of running it: its keys. */
export const runShape = {
  inputs: z.array(inputShape).default([]),
  states: z.array(z.enum(STATES)).min(1).default(["running", "stopped"]),
  /** The permission that whoever runs it needs where the machine is. */
  can: z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]).default("vm.operate"),
};

const rules = z.object(runShape);

export type RunRules = z.output<typeof rules>;

/** What the plan of a published action says of it. */
export function runRulesIn(plan: unknown): RunRules {
  return rules.parse(plan);
}

/** What the product does by commands of their own, or by itself. */
const OF_THE_PRODUCT: ReadonlySet<string> = new Set([
  ...[...VM_ACTION_NAMES, "create", "adopt", "survey", "screenshot"],
  ...["provision-infrastructure", "deprovision-infrastructure"],
]);

/** What it does of itself while nobody asked, as an errand. */
const ERRANDS: ReadonlySet<string> = new Set(["survey"]);

/** Is it run without a request, so that nothing is kept of how far it came? */
export function isErrand(action: string): boolean {
  return ERRANDS.has(baseOf(action));
}

/** Is it an action of one's own, which people run by its name? `action` may be a template's own. */
export function isCustom(action: string): boolean {
  return !OF_THE_PRODUCT.has(baseOf(action));
}

/** `renew` of `renew@small`. */
export function baseOf(action: string): string {
  return action.split("@")[0] ?? action;
}

/** Refuses `not-found` for what is no action of one's own. */
export function requireCustom(action: string): void {
  if (isCustom(action)) return;
  const how = VM_ACTION_NAMES.some((one) => one === action) ? `type: vm ${action} …` : "see: help vm";
  throw new Refusal("not-found", `${action} comes with the product, and is not run by vm run`, how, "action");
}

/** Refuses an action on a machine that another one is at work on, or in a state in which it is not allowed. */
export function requireRunnable(action: string, { states }: Pick<RunRules, "states">, vm: Machine): void {
  requireFree(vm);
  if (states.some((state) => state === vm.state)) return;
  const sentence = `${vm.name} is ${vm.state}, and ${action} needs it ${states.join(" or ")}`;
  throw new Refusal("wrong-state", sentence, `see what it can be told: vm show ${vm.name}`);
}
