/** Inputs: what an action of one's own asks whoever runs it, by name, each of a type. */
import { z } from "zod";
import { Refusal } from "./refusal.ts";

export const INPUT_TYPES = ["text", "number", "choice", "yes-no"] as const;

export type InputType = (typeof INPUT_TYPES)[number];

/** A list of choices is written with commas. */
const choice = z
  .union([z.string(), z.number()], { error: "expected a text or a number" })
  .transform(String)
  .refine((text) => text === text.trim() && text !== "" && !text.includes(","), "expected a choice without commas");

export const inputShape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "expected a name in kebab-case"),
  title: z.string().min(1),
  type: z.enum(INPUT_TYPES).default("text"),
  /** Has it to be said? What has a default need not be. */
  required: z.boolean().default(false),
  default: z.union([z.string(), z.number(), z.boolean()]).transform(saidAs).nullable().default(null),
  /** Only of the type `choice`. */
  choices: z.array(choice).min(1).nullable().default(null),
});

export type Input = z.output<typeof inputShape>;

/** What was said, by the inputs' names. */
export type InputValues = Readonly<Record<string, string>>;

/** Longer texts belong in a file. */
const MOST_LETTERS = 500;

/** What may be chosen; null: anything of its type. */
export function choicesOf({ type, choices }: Input): readonly string[] | null {
  return type === "yes-no" ? ["yes", "no"] : type === "choice" ? choices : null;
}

/** Those that have to be said and were not. */
export function missingInputs(inputs: readonly Input[], said: InputValues): Input[] {
  return inputs.filter(({ name, required, default: value }) => required && value === null && !said[name]);
}

/**
 * Every input with its value: as it was said, by default, or empty. Throws a Refusal `bad-arguments` for what is missing,
 * what there is not, and what is not of its type.
 */
export function fitInputs(action: string, inputs: readonly Input[], said: InputValues): Record<string, string> {
  const unknown = Object.keys(said).find((name) => !inputs.some((input) => input.name === name));
  if (unknown !== undefined) throw wrong(`${action} has no input ${unknown}`, inputs);
  const [missing] = missingInputs(inputs, said);
  if (missing) throw wrong(`${action} needs ${missing.name}: ${missing.title}`, inputs, missing);
  return Object.fromEntries(
    inputs.map((input) => {
      const typed = said[input.name] || input.default;
      return [input.name, typed ? fitted(input, typed, inputs) : ""];
    }),
  );
}

/** Why this cannot be the value of such an input; null: it can. */
export function inputFault(input: Input, value: string): string | null {
  return readInput(input, value) === undefined ? `${JSON.stringify(value)} is not ${wantedBy(input)}` : null;
}

/** `a number`, `one of: blue, green`. */
export function wantedBy(input: Input): string {
  const choices = choicesOf(input);
  if (choices) return `one of: ${choices.join(", ")}`;
  return input.type === "number" ? "a number" : `a text of up to ${MOST_LETTERS} letters`;
}

function fitted(input: Input, typed: string, inputs: readonly Input[]): string {
  const value = readInput(input, typed);
  if (value !== undefined) return value;
  throw wrong(`${input.name}: ${inputFault(input, typed)}`, inputs, input);
}

/** Undefined: it is not of its type. */
function readInput(input: Input, typed: string): string | undefined {
  const text = typed.trim();
  const choices = choicesOf(input);
  if (choices) return choices.find((one) => one.toLowerCase() === text.toLowerCase());
  if (input.type === "number") return NUMBER.test(text) ? text : undefined;
  return text.length <= MOST_LETTERS ? text : undefined;
}

const NUMBER = /^[+-]?\d{1,15}(\.\d{1,15})?$/;

/** What YAML reads as a truth is a yes here. */
function saidAs(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function wrong(sentence: string, inputs: readonly Input[], input?: Input): Refusal {
  const all = inputs.map((one) => `--param ${one.name}=…`).join(" ");
  return new Refusal(
    "bad-arguments",
    sentence,
    all ? `it takes: ${all}` : "it takes no inputs",
    input && fieldOf(input),
  );
}

/** What an input's field in a form is called. */
export function fieldOf({ name }: Pick<Input, "name">): string {
  return `param.${name}`;
}
