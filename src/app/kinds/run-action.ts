/** Running an action that admins made: the machine keeps its state, whatever the action does in it. */
import { fitInputs } from "../../domain/action-inputs.ts";
import { NOTHING, plus } from "../../domain/amount.ts";
import { type RunRules, requireRunnable, runRulesIn } from "../../domain/custom-action.ts";
import { chosen } from "../../domain/published.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Details } from "../../domain/request.ts";
import { requireNotEnding } from "../../domain/vm.ts";
import { machineIn } from "./act-on-machines.ts";
import { requireGoingOn } from "./going-on.ts";
import type { Kind } from "./kind.ts";
import { unchanged } from "./leaving.ts";
import { noTerms } from "./terms.ts";

type RunAction = Extract<Details, { kind: "vm.run" }>;

export const runAction: Kind<RunAction> = {
  machine: "vm-action",
  permission: ({ can }) => can,
  counted: ({ machines }) => ({ machines: machines.map(({ id }) => id), engine: true }),
  names: () => null,
  asked: ({ machines }, world) => ({
    ...{ count: machines.length, dayCost: 0n, template: null, until: null },
    size: machines.map(({ id }) => machineIn(world, id).size).reduce(plus, NOTHING),
  }),
  offered: noTerms,
  judge(details, world) {
    const { action, template, machines, wish } = details;
    const rules = runRulesIn(chosen(action, template, world.published).plan);
    requireGoingOn(world.home);
    requireSameRight(details, rules);
    fitInputs(action, rules.inputs, Object.fromEntries(wish.inputs.map(({ name, value }) => [name, value])));
    for (const machine of machines.map(({ id }) => machineIn(world, id))) {
      requireNotEnding(machine);
      requireRunnable(action, rules, machine);
    }
  },
  shares: () => [],
  grant: ({ details: { machines } }) => [{ type: "occupy-machines", ids: machines.map(({ id }) => id) }],
  revoke: ({ details }, world) => details.machines.flatMap(({ id }) => unchanged(machineIn(world, id))),
  jobs: ({ action, machines, template }) => machines.map(({ id }) => ({ id, action, template })),
  conclude: (_request, { job, outcome, returns }, world) =>
    unchanged(machineIn(world, job), outcome === "done" ? returns : {}),
};

/** Its admins may have made it another's while it was asked for, or waited to be approved. */
function requireSameRight({ action, can }: RunAction, rules: RunRules): void {
  if (rules.can === can) return;
  const sentence = `${action} was published anew since this was asked for, and needs another right`;
  throw new Refusal("wrong-state", sentence, "ask again: vm run");
}
