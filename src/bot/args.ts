/** The kinds of arguments that commands take: each reads what a person typed, and says what it wanted when it cannot. */
import { DateTime } from "luxon";
import { z } from "zod";
import type { Step } from "../../machines/memory.ts";
import { parseMoney } from "../domain/money.ts";
import { isName } from "../domain/name.ts";
import { isPermission, PERMISSIONS, type Permission } from "../domain/roles.ts";
import { parseLimits, SCRIPT_TYPES, type ScriptLimits } from "../domain/script-limits.ts";
import { parseSize, parseStep } from "../domain/size.ts";
import { noted, readBy } from "./arg-notes.ts";
import { quoted } from "./words.ts";

const MOST_LETTERS = 2000;

/** Letters; what is shorter could not be told apart in what scripts say. */
const SHORTEST_SECRET = 4;

/** The largest number that a column of the database holds. */
const MOST = 2 ** 31 - 1;

/** The name of something: a lower-case letter, then up to 39 of a–z, 0–9 and `-`. */
export const name = (looks = "NAME") =>
  readBy(looks, "a name (a lower-case letter, then up to 39 of a–z, 0–9 and -)", (text) =>
    isName(text) ? text : undefined,
  );

/** The id of a request: `REQ-7`. */
export const requestId = () => readBy("ID", "the id of a request, such as REQ-7", asRequestId);

/** The name of an infrastructure, or the id of the request that it is drafted in. */
export const draft = () =>
  readBy("INFRA", "an infrastructure's name or the id of its request", (text) =>
    isName(text) ? text : asRequestId(text),
  );

/** The name of a domain, which may have dots. */
export const domain = () =>
  readBy("DOMAIN", "a domain such as corp.example", (text) =>
    /^[a-z0-9][a-z0-9.-]{0,252}$/.test(text) ? text : undefined,
  );

/** A channel, `#retail`. */
export const channel = () =>
  readBy("#CHANNEL", "a channel such as #retail", (text) => (/^#[^\s#]{1,80}$/u.test(text) ? text : undefined));

/** A short code without blanks, `CC-200`. */
export const code = () =>
  readBy("CODE", "a code such as CC-200", (text) => (/^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(text) ? text : undefined));

/** A path of `parts` names through the hierarchy: `infrastructure/service/role`. */
export const path = (looks: string, ...parts: number[]) =>
  readBy(looks, `a path like ${looks}`, (text) => {
    const names = text.split("/");
    return parts.includes(names.length) && names.every(isName) ? names : undefined;
  });

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

/** A day, as `YYYY-MM-DD`. */
export const date = () =>
  readBy("YYYY-MM-DD", "a day such as 2027-03-31", (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid ? text : undefined,
  );

/** Two times of the day, which may lie on both sides of midnight; `off` for none. */
export const quietHours = () =>
  readBy("HH:MM-HH:MM", "two different times such as 22:00-07:00, or off", (text) => {
    if (text === "off") return { hours: null };
    const [, from, to] = QUIET.exec(text) ?? [];
    return from && to && from !== to ? { hours: { from, to } } : undefined;
  });

const QUIET = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An amount of money, kept as its decimal text. */
export const money = () =>
  readBy("AMOUNT", "an amount such as 12.50", (text) => (parseMoney(text) === undefined ? undefined : text));

/** A seal of the audit log, as verifying it says it: `12:3f9a…`. */
export const seal = () =>
  readBy("N:HASH", "a seal that dc audit verify has said", (text) => {
    const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
    return hash === undefined ? undefined : { position: Number(position), hash: hash.toLowerCase() };
  });

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

/** A secret value, kept exactly as it was entered. */
export const secret = () =>
  noted(
    z
      .string()
      .refine((value) => value.trim().length >= SHORTEST_SECRET, `it is shorter than ${SHORTEST_SECRET} letters`)
      .refine((value) => value.length <= MOST_LETTERS, `it is longer than ${MOST_LETTERS} letters`),
    { looks: "", wanted: "kept encrypted, and never shown again", secret: true },
  );

/** The name of a secret; what is none may be the secret itself, and is not repeated. */
export const secretName = () =>
  noted(
    z
      .string()
      .transform((value) => value.trim())
      .refine(isName, "that is no name (a lower-case letter, then up to 39 of a–z, 0–9 and -)"),
    { looks: "NAME" },
  );

/** One of these words. */
export const choice = <const C extends string>(...choices: C[]) =>
  noted(z.enum(choices, `it is one of: ${choices.join(", ")}`), { looks: choices.join("|"), choices });

/** Several names, repeated or separated by commas. */
export const names = (looks = "NAME") => {
  const schema = z.string().transform((value, context): string[] => {
    const list = value.split(",").map((one) => one.trim());
    const wrong = list.find((one) => !isName(one));
    if (wrong === undefined) return [...new Set(list)];
    context.addIssue({ code: "custom", message: `${quoted(wrong)} is not a name` });
    return z.NEVER;
  });
  return noted(schema, { looks: `${looks}…`, wanted: "names, separated by commas", list: true });
};

/** Several permissions, repeated or separated by commas. */
export const permissions = () => {
  const schema = z.string().transform((value, context): Permission[] => {
    const list = value.split(",").map((one) => one.trim());
    const wrong = list.find((one) => !isPermission(one));
    if (wrong === undefined) return list.filter(isPermission);
    context.addIssue({ code: "custom", message: `${quoted(wrong)} is none; there are: ${ALL_PERMISSIONS}` });
    return z.NEVER;
  });
  return noted(schema, { looks: "PERMISSION…", wanted: `some of: ${ALL_PERMISSIONS}`, list: true });
};

const ALL_PERMISSIONS = Object.keys(PERMISSIONS).join(", ");

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
  return noted(schema, {
    looks: "A=B…",
    wanted: "the infrastructure's networks by ours, such as prod-net=vlan-12",
    list: true,
  });
};

/** How many scripts of a type run at once, `node=4`, repeated or separated by commas. */
export const scriptLimits = (most: number) => {
  const schema = z.string().transform((value, context): ScriptLimits => {
    const limits = parseLimits(value.split(","), most);
    if (limits) return limits;
    const message = `it is not TYPE=N, with a type of ${SCRIPT_TYPES.join(", ")} and a number from 1 to ${most}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
  return noted(schema, { looks: "TYPE=N…", wanted: "limits such as node=4, separated by commas", list: true });
};

/** Given or not; in a form, yes or no. */
export const flag = () => {
  const schema = readBy("", "yes or no", (text) => YES_OR_NO.get(text.toLowerCase()));
  return noted(schema, { looks: "", wanted: "yes or no", flag: true });
};

/** All the words that are left, as one text. */
export const rest = (looks: string) => noted(z.string(), { looks, rest: true });

const YES_OR_NO = new Map([
  ...["yes", "true", "on"].map((word) => [word, true] as const),
  ...["no", "false", "off"].map((word) => [word, false] as const),
]);

/** Ids are told apart by their letters, whatever the case in which they are typed. */
function asRequestId(text: string): string | undefined {
  return /^[a-z][a-z0-9]{0,9}-\d{1,12}$/i.test(text) ? text.toUpperCase() : undefined;
}

function stepOf(text: string, unit: number): Step | undefined {
  const step = parseStep(text);
  const amount = (step?.amount ?? 0) / unit;
  const size = Number.isInteger(amount) ? counted(Math.abs(amount)) : undefined;
  return step && size ? { ...step, amount } : undefined;
}

function counted(number: number | undefined): number | undefined {
  return number !== undefined && number > 0 && number <= MOST ? number : undefined;
}
