/** What is known of an argument beside its schema, for forms, usage lines and parsers. */
import { z } from "zod";
import type { Nameable } from "../app/choices.ts";
import { quoted } from "./words.ts";

/** Behind each value of an argument with several named ones that a form asked for; nobody can type it. */
export const END_OF_VALUE = "\u001f";

/** What forms, usage lines and parsers need to know of an argument beside its schema. */
export interface ArgNotes {
  /** How its value looks in a usage line: `SIZE`, `NAME`. */
  looks: string;
  /** What it wants, in words: `a size such as 64GB`. */
  wanted?: string;
  /** Given by its mere presence. */
  flag?: true;
  /** May be repeated or separated by commas. */
  list?: true;
  /** Takes all the words that are left. */
  rest?: true;
  /** Its values have names of their own: a form has a field for each, `param.days`. */
  keyed?: true;
  choices?: readonly string[];
  /** Entered in forms only, exactly as it is, and never shown or repeated. */
  secret?: true;
  /** It names something that there is: forms offer those that the person may choose from. */
  of?: Nameable;
}

/** The same argument, known to name something that there is. */
export function naming<S extends z.ZodType>(of: Nameable, schema: S): S {
  return noted(schema, { ...notesOf(schema), of });
}

const notes = new WeakMap<z.ZodType, ArgNotes>();

/** What is known of this argument; an optional one is known by what it wraps. */
export function notesOf(schema: z.ZodType): ArgNotes {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  return notes.get(inner) ?? { looks: "TEXT" };
}

/** The schema, with what is to be known of it beside. */
export function noted<S extends z.ZodType>(schema: S, of: ArgNotes): S {
  notes.set(schema, of);
  return schema;
}

/** Text that `read` understands; undefined from it means that it does not. */
export function readBy<T>(looks: string, wanted: string, read: (text: string) => T | undefined) {
  const schema = z.string().transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `${quoted(text)} is not ${wanted}` });
    return z.NEVER;
  });
  return noted(schema, { looks, wanted });
}
