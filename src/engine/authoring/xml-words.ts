/** How an action's YAML and its XML call the same things; both follow the schema of the action. */
import { z } from "zod";

/** Where XML's word is not just the YAML's with a capital. */
const WORDS: Record<string, string> = {
  action: "Name",
  type: "ScriptType",
  enabled: "IsEnabled",
  successCodes: "SuccessCodeList",
};

/** What one of several is called. */
const ONE: Record<string, string> = { tasks: "Task", undo: "Task" };

export const ROOT = "Action";

/** A value that is a text alone has no such attribute. */
export const KIND = "Kind";

/** How a part of an action stands in XML: as an attribute, or as an element with others in it. */
export type Form =
  | { is: "text" }
  | { is: "number" }
  | { is: "flag" }
  | { is: "codes" }
  | { is: "object"; schema: z.ZodObject }
  /** A value that may be of a kind. */
  | { is: "value" }
  | { is: "list"; schema: z.ZodObject; one: string }
  /** By name; a value is its element's text. */
  | { is: "values"; one: string };

export function wordOf(key: string): string {
  return WORDS[key] ?? `${key[0]?.toUpperCase()}${key.slice(1)}`;
}

/** The parts of an object by their keys. */
export function formsOf(schema: z.ZodObject): [key: string, form: Form][] {
  return Object.entries(schema.shape).map(([key, part]) => [key, formOf(key, part as z.ZodType)]);
}

function formOf(key: string, part: z.ZodType): Form {
  const schema = bare(part);
  if (schema instanceof z.ZodObject) return { is: "object", schema };
  if (schema instanceof z.ZodRecord) return { is: "values", one: oneOf(key) };
  if (schema instanceof z.ZodNumber) return { is: "number" };
  if (schema instanceof z.ZodBoolean) return { is: "flag" };
  if (schema instanceof z.ZodUnion) return { is: isOfKinds(schema) ? "value" : "text" };
  if (!(schema instanceof z.ZodArray)) return { is: "text" };
  const element = bare(schema.element as z.ZodType);
  return element instanceof z.ZodObject ? { is: "list", schema: element, one: oneOf(key) } : { is: "codes" };
}

function isOfKinds(schema: z.ZodUnion): boolean {
  return schema.options.some((option) => bare(option as z.ZodType) instanceof z.ZodObject);
}

/** Does it stand as an element, and not as an attribute? */
export function isElement({ is }: Form): boolean {
  return is === "object" || is === "list" || is === "values" || is === "value";
}

/** Without what it is wrapped in: a default, null, a transformation. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return bare(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? bare(schema.in as z.ZodType) : schema;
}

function oneOf(key: string): string {
  return ONE[key] ?? wordOf(key).replace(/s$/, "");
}
