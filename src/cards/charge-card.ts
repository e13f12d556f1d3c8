/** How a charge comes about, or all charges of one thing in a month: quantity × time × price. */
import { type Stretch, stretchesOf } from "../domain/ledger/stretches.ts";
import { moneyOf } from "../domain/money.ts";
import type { Button, Card, Fact } from "./card.ts";
import {
  type ChargeView,
  exactText,
  priceText,
  quantityText,
  reckoningText,
  spanText,
  whatText,
} from "./charge-text.ts";
import { dayText } from "./moment.ts";

export function chargeCard(charge: ChargeView, currency: string): Card {
  const { id, amount } = charge;
  return {
    title: `${id} · ${exactText(amount, currency)}`,
    tone: "plain",
    blocks: [{ type: "facts", facts: chargeFacts(charge, currency) }],
    buttons: id !== null && canBeDisputed(charge) ? [{ verb: "Dispute", id }] : [],
  };
}

/** Is there something of it that can still be given back? */
function canBeDisputed({ kind, amount, reversedBy }: ChargeView): boolean {
  return kind !== "refund" && reversedBy === null && moneyOf(amount) > 0n;
}

/** All that there is to know of one charge. */
export function chargeFacts(charge: ChargeView, currency: string): Fact[] {
  const { day, name, path, unit, costCenter } = charge;
  return [
    { label: "Day", value: dayText(day) },
    { label: "Of", value: path === name ? name : `${name}, ${path}` },
    { label: "Business unit", value: `${unit}, cost centre ${costCenter}` },
    { label: "What", value: whatText(charge) },
    ...(charge.kind === "refund" ? refundFacts(charge) : priceFacts(charge, currency)),
    { label: "Comes to", value: reckoningText(charge, currency) },
    ...(charge.reversedBy ? [{ label: "Given back", value: `by ${charge.reversedBy}` }] : []),
  ];
}

function priceFacts(charge: ChargeView, currency: string): Fact[] {
  return [
    { label: "Quantity", value: quantityText(charge) },
    { label: "Time", value: `${spanText(charge.seconds)} of a day of ${spanText(charge.daySeconds)}` },
    { label: "Price", value: priceText(charge, currency) },
  ];
}

function refundFacts({ reason, by }: ChargeView): Fact[] {
  return [
    { label: "Reason", value: reason ?? "–" },
    { label: "Entered by", value: by ?? "the ledger itself" },
  ];
}

const COLUMNS = ["charges", "days", "what", "quantity", "time", "price", "amount"];

/** In their order; days on which nothing changed are one line. */
export function chargesCard(asked: { name?: string; month?: string }, charges: ChargeView[], currency: string): Card {
  const stretches = stretchesOf(charges);
  const sum = stretches.reduce((all, { amount }) => all + amount, 0n);
  const rows = stretches.map(({ first, last, seconds, amount }) => [
    first === last ? idText(first) : `${idText(first)} … ${idText(last)}`,
    first.day === last.day ? first.day : `${first.day} … ${last.day}`,
    whatText(first),
    quantityText(first),
    first.kind === "refund" ? "–" : spanText(seconds),
    first.kind === "refund" ? (first.reason ?? "–") : priceText(first, currency),
    exactText(amount, currency),
  ]);
  return {
    title: `${asked.name} in ${asked.month} · ${exactText(sum, currency)}`,
    tone: "plain",
    blocks: [
      { type: "table", columns: COLUMNS, rows },
      { type: "text", text: "Explain one of them: report explain CHARGE" },
    ],
    buttons: explainers(stretches),
  };
}

const MOST_EXPLAINED = 3;

/** The dearest are one press away, and from there they can be disputed. */
function explainers(stretches: Stretch<ChargeView>[]): Button[] {
  const dearest = stretches.toSorted((a, b) => Number(b.amount - a.amount)).flatMap(({ first }) => first.id ?? []);
  return dearest.slice(0, MOST_EXPLAINED).map((id) => ({ verb: "Explain", id }));
}

/** Days that are not closed have no entry yet. */
function idText({ id }: ChargeView): string {
  return id ?? "so far";
}
