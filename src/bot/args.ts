/** The kinds of arguments that commands take: each reads what a person typed, and says what it wanted when it cannot. */
import { DateTime } from "luxon";
import { z } from "zod";
import { parseMoney } from "../domain/money.ts";
import { isName } from "../domain/name.ts";
import { parseSize } from "../domain/size.ts";

/** What forms, usage lines and parsers need to know of an argument beside its schema. */
export interface ArgNotes {
  /** How its value looks in a usage line: `SIZE`, `NAME`. */
  looks: string;
  /** Given by its mere presence. */
  flag?: true;
  /** May be repeated or separated by commas. */
  list?: true;
  /** Takes all the words that are left. */
  rest?: true;
  choices?: readonly string[];
}

const MOST_LETTERS = 2000;

const notes = new WeakMap<z.ZodType, ArgNotes>();

/** What is known of this argument; an optional one is known by what it wraps. */
export function notesOf(schema: z.ZodType): ArgNotes {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  return notes.get(inner) ?? { looks: "TEXT" };
}

function noted<S extends z.ZodType>(schema: S, of: ArgNotes): S {
  notes.set(schema, of);
  return schema;
}

/** Text that `read` understands; undefined from it means that it does not. */
function readBy<T>(looks: string, wanted: string, read: (text: string) => T | undefined) {
  const schema = z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `${JSON.stringify(text.slice(0, 60))} is not ${wanted}` });
    return z.NEVER;
  });
  return noted(schema, { looks });
}

/** The name of something: a lower-case letter, then up to 39 of a–z, 0–9 and `-`. */
export const name = (looks = "NAME") =>
  readBy(looks, "a name (a lower-case letter, then up to 39 of a–z, 0–9 and -)", (text) => (isName(text) ? text : undefined));

/** A path of `parts` names through the hierarchy: `infrastructure/service/role`. */
export const path = (looks: string, ...parts: number[]) =>
  readBy(looks, `a path like ${looks}`, (text) => {
    const names = text.split("/");
    return parts.includes(names.length) && names.every(isName) ? names : undefined;
  });

/** Memory in MB. */
export const memory = () => readBy("SIZE", "a size such as 64GB, 1.5TB or 512MB", (text) => positive(parseSize(text)));

/** Storage in whole GB. */
export const storage = () =>
  readBy("SIZE", "a size in whole GB such as 500GB or 2TB", (text) => {
    const gigabytes = (parseSize(text) ?? 0) / 1024;
    return Number.isInteger(gigabytes) ? positive(gigabytes) : undefined;
  });

/** A whole number from 1 to `most`. */
export const whole = (most = 1_000_000) =>
  readBy("N", `a whole number from 1 to ${most}`, (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    return number >= 1 && number <= most ? number : undefined;
  });

/** A day, as `YYYY-MM-DD`. */
export const date = () =>
  readBy("YYYY-MM-DD", "a day such as 2027-03-31", (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid ? text : undefined,
  );

/** An amount of money, kept as its decimal text. */
export const money = () => readBy("AMOUNT", "an amount such as 12.50", (text) => (parseMoney(text) === undefined ? undefined : text));

/** Free text. */
export const text = (looks = "TEXT") =>
  noted(
    z
      .string()
      .transform((value) => value.trim())
      .refine((value) => value.length > 0, "it is empty")
      .refine((value) => value.length <= MOST_LETTERS, `it is longer than ${MOST_LETTERS} letters`),
    { looks },
  );

/** One of these words. */
export const choice = <const C extends string>(...choices: C[]) => noted(z.enum(choices, `it is one of: ${choices.join(", ")}`), { looks: choices.join("|"), choices });

/** Several names, repeated or separated by commas. */
export const names = (looks = "NAME") => {
  const schema = z.string().transform((value, context): string[] => {
    const list = value.split(",").map((one) => one.trim());
    const wrong = list.find((one) => !isName(one));
    if (wrong === undefined) return [...new Set(list)];
    context.addIssue({ code: "custom", message: `${JSON.stringify(wrong.slice(0, 60))} is not a name` });
    return z.NEVER;
  });
  return noted(schema, { looks: `${looks}…`, list: true });
};

/** Pairs `A=B`, repeated or separated by commas. */
export const pairs = () => {
  const schema = z.string().transform((value, context): Record<string, string> => {
    const list = value.split(",").map((one) => one.split("="));
    if (list.every((pair) => pair.length === 2 && pair.every((side) => isName(side.trim())))) {
      return Object.fromEntries(list.map(([a = "", b = ""]) => [a.trim(), b.trim()]));
    }
    context.addIssue({ code: "custom", message: "it is not A=B" });
    return z.NEVER;
  });
  return noted(schema, { looks: "A=B…", list: true });
};

/** Given or not. */
export const flag = () => noted(z.string().transform(() => true), { looks: "", flag: true });

/** All the words that are left, as one text. */
export const rest = (looks: string) => noted(z.string(), { looks, rest: true });

function positive(number: number | undefined): number | undefined {
  return number !== undefined && number > 0 ? number : undefined;
}
