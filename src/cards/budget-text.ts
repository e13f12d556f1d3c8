/** Budgets in words: how one stands, that one is set, and that much of one is spent. */
import type { Budget, BudgetState } from "../domain/ledger/budget.ts";
import { moneyOf, moneyText } from "../domain/money.ts";
import type { Fact } from "./card.ts";
import { monthText } from "./moment.ts";
import { percentText } from "./report-parts.ts";

/** A share of a budget that is reached, with who costs most. */
export interface BudgetAlert extends BudgetState {
  percent: number;
  /** Infrastructures, the dearest first; amounts are decimal texts. */
  dearest: { name: string; amount: string }[];
}

/** `80 % of the budget of retail for January 2027 is spent: 412.00 EUR of 500.00 EUR; …` */
export function budgetAlertText(alert: BudgetAlert, currency: string): string {
  const { unit, of, percent, dearest } = alert;
  const most = dearest.map(({ name, amount }) => `${name} ${moneyText(moneyOf(amount), currency)}`).join(", ");
  const said = `${percent} % of the budget of ${unit} for ${monthText(of)} is spent: ${spentText(alert, currency)}`;
  return `${said}; most of it by ${most || "nobody"}; see: report chargeback --bu ${unit} --month ${of}`;
}

/** One fact for each; named where there are several. */
export function budgetFacts(states: BudgetState[], currency: string): Fact[] {
  return states.map((state) => ({
    label: states.length > 1 ? `Budget of ${state.unit}` : "Budget",
    value: `${spentText(state, currency)} (${percentOf(state)})`,
  }));
}

/** `412.00 EUR of 500.00 EUR, 640.00 EUR expected by the month's end` */
function spentText({ spent, month, projected }: BudgetState, currency: string): string {
  const text = (amount: string) => moneyText(moneyOf(amount), currency);
  return `${text(spent)} of ${text(month)}, ${text(projected)} expected by the month's end`;
}

function percentOf({ spent, month }: BudgetState): string {
  return percentText(Number(moneyOf(spent)), Number(moneyOf(month)));
}

/** What setting it came to; null: there is none any more. */
export function budgetSetText(unit: string, budget: Budget | null, currency: string): string {
  if (budget === null) return `${unit} has no budget any more`;
  const at = budget.alerts.map((percent) => `${percent} %`).join(" and ");
  return `${unit} has a budget of ${moneyText(moneyOf(budget.month), currency)} a month; its admins are told at ${at}`;
}
