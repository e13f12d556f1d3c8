/** How a charge comes about, or all charges of one thing in a month: quantity × time × price. */
import { stretchesOf } from "../domain/ledger/stretches.ts";
import type { Card, Fact } from "./card.ts";
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
  const { id, day, name, path, unit, costCenter, amount } = charge;
  const facts: Fact[] = [
    { label: "Day", value: dayText(day) },
    { label: "Of", value: path === name ? name : `${name}, ${path}` },
    { label: "Business unit", value: `${unit}, cost centre ${costCenter}` },
    { label: "What", value: whatText(charge) },
    ...(charge.kind === "refund" ? refundFacts(charge) : priceFacts(charge, currency)),
    { label: "Comes to", value: reckoningText(charge, currency) },
    ...(charge.reversedBy ? [{ label: "Given back", value: `by ${charge.reversedBy}` }] : []),
  ];
  return {
    title: `${id} · ${exactText(amount, currency)}`,
    tone: "plain",
    blocks: [{ type: "facts", facts }],
    buttons: [],
  };
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
    buttons: [],
  };
}

/** Days that are not closed have no entry yet. */
function idText({ id }: ChargeView): string {
  return id ?? "so far";
}
