/** Charges in words: what was so, how long, at which price. */
import { amountText } from "../domain/amount.ts";
import { type Money, numericOf } from "../domain/money.ts";

/** One line of the bill, as far as it is explained. */
export interface ChargeView {
  id: string | null;
  day: string;
  kind: "reserved" | "allocated" | "refund";
  name: string;
  path: string;
  unit: string;
  costCenter: string;
  template: string | null;
  state: string | null;
  takes: "whole" | "storage";
  seconds: number;
  daySeconds: number;
  /** MB × seconds and GB × seconds. */
  memory: string;
  storage: string;
  /** Per GB and day, with the day from which it holds. */
  rate: { from: string; memory: string; storage: string } | null;
  price: { from: string; dayPrice: string } | null;
  amount: string;
  isUnpriced: boolean;
  reverses: string | null;
  reason: string | null;
  by: string | null;
  reversedBy: string | null;
}

/** All the decimals that count, and at least two: `0.333333 EUR`. */
export function exactText(amount: string | Money, currency: string): string {
  const text = typeof amount === "string" ? amount : numericOf(amount);
  return `${text.replace(/0{1,4}$/, "")} ${currency}`;
}

/** What it was that cost: `reserved, and not in use`, `small, stored: its storage alone counts`. */
export function whatText({ kind, template, state, takes, reverses }: ChargeView): string {
  if (kind === "refund") return `refund of ${reverses}`;
  if (kind === "reserved") return "reserved: granted, and not in use";
  return `${template}, ${state}${takes === "storage" ? ": its storage alone counts" : ""}`;
}

/** How much of it: `1 GB memory and 60 GB storage`, with what it came to on average where it changed meanwhile. */
export function quantityText({ kind, memory, storage, seconds }: ChargeView): string {
  if (kind === "refund" || seconds === 0) return "–";
  const [megabytes, isMemoryEven] = mean(memory, seconds);
  const [gigabytes, isStorageEven] = mean(storage, seconds);
  const parts = [
    ...(megabytes ? [`${amountText("memoryMb", megabytes)} memory`] : []),
    ...(gigabytes ? [`${amountText("diskGb", gigabytes)} storage`] : []),
  ];
  return `${parts.join(" and ") || "nothing"}${isMemoryEven && isStorageEven ? "" : " on average"}`;
}

/** At which price: the template's own, or the rates of memory and storage. */
export function priceText({ kind, takes, price, rate }: ChargeView, currency: string): string {
  if (kind === "refund") return "–";
  if (price) return `${exactText(price.dayPrice, currency)} a day, the template's price since ${price.from}`;
  if (!rate) return "no price was set: it costs nothing";
  const parts = [
    ...(takes === "whole" ? [`${exactText(rate.memory, currency)} per GB of memory`] : []),
    `${exactText(rate.storage, currency)} per GB of storage`,
  ];
  return `${parts.join(" and ")} a day, the rate since ${rate.from}`;
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

/** Rounded to a whole number, and whether it needed no rounding. */
function mean(sum: string, seconds: number): [number, boolean] {
  const [total, time] = [BigInt(sum), BigInt(seconds)];
  return [Number((total + time / 2n) / time), total % time === 0n];
}
