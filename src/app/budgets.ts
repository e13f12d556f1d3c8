/** Budgets of business units: set by their admins, looked at when a day is over, and told of when much of one is spent. */
import type { Actor } from "../domain/actor.ts";
import type { Budget, BudgetState } from "../domain/ledger/budget.ts";
import { moneyOf } from "../domain/money.ts";
import { requirePermission } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Unit, Units } from "./datacenter-ports.ts";
import type { HandedOver } from "./deadlines.ts";
import { ownUnit } from "./own-unit.ts";

/** Budgets as they are kept. */
export interface BudgetStore {
  /** After letting `check` look at who does it with the rights they hold now. Null: the unit has none from now on. */
  set(unit: Pick<Unit, "id" | "name">, budget: Budget | null, by: Actor, check: (actor: Actor) => void): Promise<void>;
  /** Of these business units, by their ids (null: of all), by name: what each may spend in a month, as a decimal text. */
  months(units: string[] | null): Promise<{ unit: string; month: string }[]>;
  /** Of the same: how their budgets stand in this month. */
  states(units: string[] | null): Promise<BudgetState[]>;
}

/** Budgets whose time to be looked at has come. */
export interface DueBudgets extends HandedOver {
  /** Orders each alert that is reached once a month, in whatever process; of several at once the highest is told. */
  handOver(now: Date): Promise<void>;
}

export interface Budgets {
  /** Nothing a month ends it. Refuses `forbidden` who may not, `not-found` as for any business unit. */
  set(unit: string, budget: Budget, actor: Actor): Promise<Budget | null>;
}

export interface BudgetRooms {
  budgetStore: BudgetStore;
  units: Units;
}

export function startBudgets({ budgetStore, units }: BudgetRooms): Budgets {
  return {
    async set(named, budget, actor) {
      const unit = ownUnit(await units.all(), named, actor);
      const check = (now: Actor) => requirePermission(now, "budget.edit", unit.id);
      check(actor);
      const amount = moneyOf(budget.month);
      if (amount < 0n)
        throw new Refusal("bad-arguments", "a budget is not less than nothing", "0 ends it: --month 0", "month");
      const kept = amount === 0n ? null : budget;
      await budgetStore.set(unit, kept, actor, check);
      return kept;
    },
  };
}
