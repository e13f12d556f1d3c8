/** What a template costs a day: its own price, or what its size comes to at the rates in force. */
import { type Money, moneyOf } from "./money.ts";

/** Prices per GB and day, as decimal texts. */
export interface Rate {
  memory: string;
  storage: string;
}

export interface Priced {
  memoryMb: number;
  diskGb: number;
  /** A price of its own, as a decimal text; null: by size. */
  dayPrice: string | null;
}

/** The price of one day; without a rate or a price of its own it is zero. */
export function dayPrice(item: Priced, rate: Rate | null): Money {
  if (item.dayPrice !== null) return moneyOf(item.dayPrice);
  return rate ? sizePrice(item, rate) : 0n;
}

/** What a size comes to a day: memory and storage, each at its rate. */
export function sizePrice(size: { memoryMb: number; diskGb: number }, rate: Rate): Money {
  return (moneyOf(rate.memory) * BigInt(size.memoryMb)) / 1024n + moneyOf(rate.storage) * BigInt(size.diskGb);
}
