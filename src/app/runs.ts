/** The use cases of actions of one's own: which can be run on a machine, what they are to be told, and running one. */
import { fitInputs, type InputValues } from "../domain/action-inputs.ts";
import type { Actor } from "../domain/actor.ts";
import {
  baseOf,
  isCustom,
  type RunRules,
  requireCustom,
  requireRunnable,
  runRulesIn,
} from "../domain/custom-action.ts";
import { may, requirePermission } from "../domain/permission.ts";
import { chosen, inForce } from "../domain/published.ts";
import type { Request } from "../domain/request.ts";
import type { PublishedAction } from "./engine.ts";
import type { Machines } from "./machines.ts";
import type { Vm } from "./reads.ts";
import type { Requests } from "./requests.ts";

interface RunOrder {
  action: string;
  /** The machine's name. */
  vm: string;
  inputs: InputValues;
  wait: boolean;
}

export interface Runs {
  /** Names of the actions that this person may run on the machine as it is. */
  on(vm: Vm, actor: Actor): Promise<string[]>;
  /** What an action asks of this machine. Throws a Refusal `not-found`, `not-offered` or `forbidden`. */
  rules(action: string, vm: string, actor: Actor): Promise<RunRules>;
  /** Throws the Refusals of `rules`, `bad-arguments` for inputs that do not fit, and those of every request. */
  run(order: RunOrder, actor: Actor): Promise<Request>;
}

export interface RunRooms {
  /** All actions that are published. */
  publishedActions(): Promise<PublishedAction[]>;
  machines: Pick<Machines, "find">;
  requests: Pick<Requests, "submit">;
}

export function startRuns(rooms: RunRooms): Runs {
  return {
    async on(vm, actor) {
      const published = await rooms.publishedActions();
      const names = [...new Set(published.map(({ name }) => baseOf(name)))].filter(isCustom).toSorted();
      return names.filter((name) => isFor(vm, name, published, actor));
    },
    rules: async (action, name, actor) => rulesOf(rooms, action, await rooms.machines.find(name, actor), actor),
    run: (order, actor) => run(rooms, order, actor),
  };
}

function isFor(vm: Vm, action: string, published: PublishedAction[], actor: Actor): boolean {
  const own = inForce(action, vm.template, published);
  if (!own) return false;
  const { can, states } = runRulesIn(own.plan);
  return may(actor, can, vm) && states.some((state) => state === vm.state);
}

async function rulesOf({ publishedActions }: RunRooms, action: string, vm: Vm, actor: Actor): Promise<RunRules> {
  requireCustom(action);
  const rules = runRulesIn(chosen(action, vm.template, await publishedActions()).plan);
  requirePermission(actor, rules.can, vm);
  return rules;
}

async function run(rooms: RunRooms, { action, vm: name, inputs, wait }: RunOrder, actor: Actor): Promise<Request> {
  const vm = await rooms.machines.find(name, actor);
  const rules = await rulesOf(rooms, action, vm, actor);
  const told = Object.entries(fitInputs(action, rules.inputs, inputs)).map(([name, value]) => ({ name, value }));
  const wish = { of: "inputs" as const, inputs: told };
  requireRunnable(action, rules, vm);
  const { id, businessUnit, service, infrastructure, role, template } = vm;
  const place = { machines: [{ id, name }], service, infrastructure, role };
  const details = { kind: "vm.run" as const, action, template, can: rules.can, wish, ...place };
  return rooms.requests.submit({ details, businessUnit, wait }, actor.identity);
}
