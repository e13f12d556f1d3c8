/** What a month costs as charts: by infrastructure, and beside the months before, each with a sentence that says it. */
import type { BudgetState } from "../domain/ledger/budget.ts";
import { type Money, moneyOf, moneyStepText, moneyText } from "../domain/money.ts";
import type { Block } from "./card.ts";
import { type Charged, sumOf } from "./cost-tree.ts";
import { monthText } from "./moment.ts";
import { percentText, type ReportHead } from "./report-parts.ts";

export interface ChargebackView extends ReportHead {
  /** Of what is told: `2027-01`. */
  month: string;
  /** Are costs only shown, or charged? */
  billing: "showback" | "chargeback";
  isClosed: boolean;
  /** Of the business units that are told of, in the month that it is. */
  budgets: BudgetState[];
  /** Of the month, as finely as they are told of, and of the month before. */
  charged: Charged[];
  /** Of the time in which machines were allocated, the part in which they were measured: 0 to 1. */
  measured: number;
  before: Charged[];
  /** The month with those before it, the oldest first. */
  months: { month: string; reserved: string; allocated: string; refunded: string; amount: string }[];
}

/** What each infrastructure costs, the dearest first. */
export function dearestFirst({ charged }: ChargebackView): { name: string; group: Charged[]; amount: Money }[] {
  return [...Map.groupBy(charged, ({ keys }) => keys.infrastructure ?? "")]
    .map(([name, group]) => ({ name, group, amount: sumOf(group, "amount") }))
    .sort((a, b) => Number(b.amount - a.amount));
}

/** Of each what is reserved, and on top of it what is allocated. */
export function costChart(view: ChargebackView): Block {
  const { currency } = view;
  const refunded = sumOf(view.charged, "refunded");
  const groups = dearestFirst(view);
  const series = (field: "reserved" | "allocated") => groups.map(({ group }) => drawn(sumOf(group, field)));
  return {
    ...{ type: "chart", kind: "stacked", title: titled("Cost by infrastructure", refunded), unit: currency, digits: 2 },
    categories: groups.map(({ name }) => name),
    series: [
      { name: "reserved", values: series("reserved") },
      { name: "allocated", values: series("allocated") },
    ],
    sentence: costSentence(view, groups),
  };
}

/** Bars stand for what things cost; what is given back has none, and the title says so. */
function titled(title: string, refunded: Money): string {
  return refunded === 0n ? title : `${title}, before what is given back`;
}

/** ` (1.25 EUR given back)`; nothing where nothing was. */
function givenBackText(refunded: Money, currency: string): string {
  return refunded === 0n ? "" : ` (${moneyText(-refunded, currency)} given back)`;
}

function costSentence(view: ChargebackView, [first, second]: { name: string; amount: Money }[]): string {
  const { charged, before, currency, month, isClosed } = view;
  const [amount, then] = [sumOf(charged, "amount"), sumOf(before, "amount")];
  const total = `${monthText(month)} comes to ${moneyText(amount, currency)}${isClosed ? "" : " so far"}`;
  const back = givenBackText(sumOf(charged, "refunded"), currency);
  const most = first && second ? `, most of it for ${first.name}: ${moneyText(first.amount, currency)}` : "";
  return `${total}${back}${most}${isClosed ? stepText(amount, then, currency) : wholeText(then, currency)}.`;
}

/** Two whole months are compared; of one that is not over it would say nothing. */
function stepText(amount: Money, then: Money, currency: string): string {
  if (then === 0n) return "";
  const percent = percentText(Number(amount - then), Number(then));
  return `; ${moneyStepText(amount - then, currency)} (${percent}) against the month before`;
}

function wholeText(then: Money, currency: string): string {
  return then === 0n ? "" : `; the whole month before came to ${moneyText(then, currency)}`;
}

/** One month alone needs no chart. */
export function monthsChart({ months, currency }: ChargebackView): Block[] {
  if (months.length < 2) return [];
  const name = ({ month }: { month: string }) => monthText(month);
  const said = months.map((one) => {
    return `${name(one)} ${moneyText(moneyOf(one.amount), currency)}${givenBackText(moneyOf(one.refunded), currency)}`;
  });
  const refunded = months.reduce((sum, one) => sum + moneyOf(one.refunded), 0n);
  const chart: Block = {
    ...{ type: "chart", kind: "stacked", title: titled("Cost by month", refunded), unit: currency, digits: 2 },
    categories: months.map(({ month }) => monthText(month, true)),
    series: [
      { name: "reserved", values: months.map((one) => drawn(moneyOf(one.reserved))) },
      { name: "allocated", values: months.map((one) => drawn(moneyOf(one.allocated))) },
    ],
    sentence: `By month: ${said.join(", ")}.`,
  };
  return [chart];
}

/** For drawing, two decimals are enough. */
function drawn(amount: Money): number {
  return Number(amount) / 1e6;
}
