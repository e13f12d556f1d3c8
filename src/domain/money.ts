/** Money, exactly: whole millionths of a currency's unit, never floating point. */

/** Millionths of one unit of the datacenter's currency. */
export type Money = bigint;

const SCALE = 6;
/** One unit of the currency. */
export const UNIT = 10n ** BigInt(SCALE);

/** Days of the month by which costs are foretold. */
export const DAYS_IN_A_MONTH = 30n;

/** Reads `12.50`; undefined when it is no amount or has more than six decimals. */
export function parseMoney(text: string): Money | undefined {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, whole, fraction = ""] = parts;
  const amount = BigInt(whole ?? "0") * UNIT + BigInt(fraction.padEnd(SCALE, "0"));
  return sign ? -amount : amount;
}

/** Reads what our own database holds; a text that is no amount is a bug. */
export function moneyOf(numeric: string): Money {
  const money = parseMoney(numeric);
  if (money === undefined) throw new Error(`reading the amount ${JSON.stringify(numeric)}`);
  return money;
}

/** All its digits, as the database keeps them. */
export function numericOf(money: Money): string {
  const sign = money < 0n ? "-" : "";
  const size = money < 0n ? -money : money;
  return `${sign}${size / UNIT}.${String(size % UNIT).padStart(SCALE, "0")}`;
}

/** Of all its digits those that count, and at least two decimals: `3.10`, `0.333333`. */
export function plainAmount(numeric: string): string {
  return numeric.replace(/0{1,4}$/, "");
}

/** By how much it moves: `+0.80 EUR`, `−1.70 EUR`. */
export function moneyStepText(step: Money, currency: string): string {
  const sign = step < 0n ? "−" : "+";
  return `${sign}${moneyText(step < 0n ? -step : step, currency)}`;
}

/** As people read it: two decimals, halves rounded away from zero, `18.00 EUR`. */
export function moneyText(money: Money, currency: string): string {
  const half = money < 0n ? -(UNIT / 200n) : UNIT / 200n;
  const cents = (money + half) / (UNIT / 100n);
  const sign = cents < 0n ? "-" : "";
  const size = cents < 0n ? -cents : cents;
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, "0")} ${currency}`;
}
