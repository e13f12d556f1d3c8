/** Arguments of which there may be several, repeated or separated by commas. */
import { z } from "zod";
import { isName } from "../../domain/name.ts";
import { isPermission, PERMISSIONS, type Permission } from "../../domain/roles.ts";
import { parseLimits, SCRIPT_TYPES, type ScriptLimits } from "../../domain/script-limits.ts";
import { END_OF_VALUE, noted, readBy } from "../arg-notes.ts";
import { quoted } from "../words.ts";

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

/** Whole percents from 1 to 1000, ascending, repeated or separated by commas. */
export const percents = () => {
  const [looks, wanted] = ["PERCENT…", "whole percents such as 80,100"];
  const schema = readBy(looks, wanted, (text) => {
    const list = text.split(",").map((one) => Number(/^\d{1,4}$/.exec(one.trim().replace(/ ?%$/, ""))?.[0] ?? 0));
    return list.every((one) => one >= 1 && one <= 1000) ? [...new Set(list)].sort((a, b) => a - b) : undefined;
  });
  return noted(schema, { looks, wanted, list: true });
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
  return noted(schema, {
    looks: "A=B…",
    wanted: "the infrastructure's networks by ours, such as prod-net=vlan-12",
    list: true,
  });
};

/** Values by their names, repeated or separated by commas; a comma before anything but `name=` belongs to the value. */
export const keyed = (looks: string, wanted: string) => {
  const schema = z.string().transform((value, context): Record<string, string> => {
    const entries = pairsIn(value);
    const names = entries.map(([key]) => key);
    const twice = names.find((key, at) => names.indexOf(key) !== at);
    if (names.every(isName) && twice === undefined) return Object.fromEntries(entries);
    context.addIssue({ code: "custom", message: twice ? `${quoted(twice)} is given twice` : `it is not ${looks}` });
    return z.NEVER;
  });
  return noted(schema, { looks: `${looks}…`, wanted, list: true, keyed: true });
};

function pairsIn(value: string): [string, string][] {
  const isFromForm = value.endsWith(END_OF_VALUE);
  const pairs = isFromForm ? value.slice(0, -1).split(END_OF_VALUE) : value.split(/,(?=\s*[a-z][a-z0-9-]*=)/);
  return pairs.map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
  });
}

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
