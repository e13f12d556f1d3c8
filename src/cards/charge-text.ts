/** Charges in words: what was so, how long, at which price. */
import { amountText } from "../domain/amount.ts";
import type { Charge } from "../domain/ledger/charge.ts";
import { type Money, numericOf, plainAmount } from "../domain/money.ts";

/** One line of the bill, as far as it is explained. */
export type ChargeView = Charge;

/** All the decimals that count, and at least two: `0.333333 EUR`. */
export function exactText(amount: string | Money, currency: string): string {
  return `${plainAmount(typeof amount === "string" ? amount : numericOf(amount))} ${currency}`;
}

/** What it was that cost: `reserved, and not in use`, `small, stored: its storage alone counts`. */
export function whatText({ kind, template, state, takes, reverses }: ChargeView): string {
  if (kind === "refund") return `refund of ${reverses}`;
  if (kind === "reserved") return "reserved: granted, and not in use";
  return `${template}, ${state}${takes === "storage" ? ": its storage alone counts" : ""}`;
}

/** How much of it: `1 GB memory and 60 GB storage`; of what is reserved the mean of the time, in which machines come and go. */
export function quantityText(charge: ChargeView): string {
  if (charge.kind === "refund") return "–";
  const parts = sizesOf(charge).flatMap(({ is, text }) => (text === null ? [] : [`${text} ${is}`]));
  return `${parts.join(" and ") || "nothing"}${charge.kind === "reserved" ? " on average" : ""}`;
}

/** At which price: the template's own, or the rates of memory and storage. */
export function priceText({ kind, takes, price, rate }: ChargeView, currency: string): string {
  if (kind === "refund") return "–";
  if (price) return `${exactText(price.dayPrice, currency)} a day, price of ${price.from}`;
  if (!rate) return "no price was set: it costs nothing";
  const parts = [
    ...(takes === "whole" ? [`${exactText(rate.memory, currency)} a GB of memory and day`] : []),
    `${exactText(rate.storage, currency)} a GB of storage and day`,
  ];
  return `${parts.join(", ")}, rate of ${rate.from}`;
}

/** The sum itself: `(9 GB × 0.10 + 40 GB × 0.05) × 12 h / 24 h = 1.45 EUR`. */
export function reckoningText(charge: ChargeView, currency: string): string {
  const { price, rate, seconds, daySeconds, amount } = charge;
  const comesTo = exactText(amount, currency);
  if (!price && !rate) return comesTo;
  const share = `${spanText(seconds)} / ${spanText(daySeconds)}`;
  if (price) return `${plainAmount(price.dayPrice)} × ${share} = ${comesTo}`;
  const parts = sizesOf(charge).flatMap(({ is, gigabytes }) =>
    gigabytes ? [`${gigabytes} GB × ${plainAmount(rate?.[is] ?? "0")}`] : [],
  );
  return `(${parts.join(" + ") || "0"}) × ${share} = ${comesTo}`;
}

/** Its text null where there is none of it; as a number of GB, to the thousandth, which from one GB on is its text, too. */
function sizesOf({ memory, storage, seconds }: ChargeView) {
  const [mb, gb] = [mean(memory, seconds), mean(storage, seconds)];
  const memoryGb = Math.round(mb / 1.024) / 1000;
  const memoryText = mb < 1024 ? amountText("memoryMb", mb) : `${memoryGb} GB`;
  return [
    { is: "memory", text: mb ? memoryText : null, gigabytes: memoryGb },
    { is: "storage", text: gb ? amountText("diskGb", gb) : null, gigabytes: gb },
  ] as const;
}

/** `24 h`, `7 h 30 min`, `12 s`. */
export function spanText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.join(" ") || "0 s";
}

/** To a whole number. */
function mean(sum: string, seconds: number): number {
  const time = BigInt(Math.max(seconds, 1));
  return Number((BigInt(sum) + time / 2n) / time);
}
