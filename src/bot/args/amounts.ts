/** Arguments that are counted or measured: sizes, numbers, money. */
import type { Step } from "../../../machines/memory.ts";
import { parseMoney } from "../../domain/money.ts";
import { parseSize, parseStep } from "../../domain/size.ts";
import { readBy } from "../arg-notes.ts";

/** Memory in MB. */
export const memory = () => readBy("SIZE", "a size such as 64GB, 1.5TB or 512MB", (text) => counted(parseSize(text)));

/** Storage in whole GB. */
export const storage = () =>
  readBy("SIZE", "a size in whole GB such as 500GB or 2TB", (text) => {
    const gigabytes = (parseSize(text) ?? 0) / 1024;
    return Number.isInteger(gigabytes) ? counted(gigabytes) : undefined;
  });

/** A new amount of memory in MB, or by how much it changes. */
export const memoryStep = () =>
  readBy("±SIZE", "a size such as 64GB, or a step such as +8GB or -8GB", (text) => stepOf(text, 1));

/** The same of storage, in whole GB. */
export const storageStep = () =>
  readBy("±SIZE", "a size in whole GB such as 500GB, or a step such as +1TB or -100GB", (text) => stepOf(text, 1024));

/** A whole number, or by how much it changes. */
export const countStep = () =>
  readBy("±N", "a whole number such as 16, or a step such as +4 or -4", (text): Step | undefined => {
    const [, sign = "", digits] = /^([+-]?)(\d{1,9})$/.exec(text) ?? [];
    const amount = Number(digits ?? 0) * (sign === "-" ? -1 : 1);
    return amount === 0 ? undefined : { relative: sign !== "", amount };
  });

/** More than anybody has; nobody has to be told. */
const MOST_COUNTED = 1_000_000;

/** A whole number from 1 to `most`. */
export const whole = (most = MOST_COUNTED) =>
  readBy("N", most === MOST_COUNTED ? "a whole number, at least 1" : `a whole number from 1 to ${most}`, (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= most ? number : undefined;
  });

/** An amount of money, kept as its decimal text. */
export const money = () =>
  readBy("AMOUNT", "an amount such as 12.50", (text) => (parseMoney(text) === undefined ? undefined : text));

function stepOf(text: string, unit: number): Step | undefined {
  const step = parseStep(text);
  const amount = (step?.amount ?? 0) / unit;
  const size = Number.isInteger(amount) ? counted(Math.abs(amount)) : undefined;
  return step && size ? { ...step, amount } : undefined;
}

/** The largest number that a column of the database holds. */
const MOST = 2 ** 31 - 1;

function counted(number: number | undefined): number | undefined {
  return number !== undefined && number > 0 && number <= MOST ? number : undefined;
}
