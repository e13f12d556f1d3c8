/** Takes secret values out of what is to be kept or shown. */

export interface Redactor {
  text(words: string): string;
  /** The same value with every text in it redacted, keys included; a number that holds a secret becomes a text. */
  value(given: unknown): unknown;
  /** Letters of the longest text that is taken out; 0 when nothing is. */
  longest: number;
}

/** What stands where a secret stood. */
const REDACTED = "***";

/** Shorter values are too likely to stand there by chance. */
const SHORTEST = 4;

/** Finds each secret as it is, as JSON or a URL writes it, and, as output comes in lines, each of its lines. */
export function redactor(secrets: Iterable<string>): Redactor {
  const forms = [...new Set([...secrets].filter(isLong).flatMap(formsOf).filter(isLong))];
  if (forms.length === 0) return { text: (words) => words, value: (given) => given, longest: 0 };
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escaped).join("|"), "g");
  const text = (words: string) => words.replaceAll(pattern, REDACTED);
  return { text, value: (given) => valueIn(given, text), longest: longestFirst[0]?.length ?? 0 };
}

function isLong(value: string): boolean {
  return value.length >= SHORTEST;
}

function formsOf(secret: string): string[] {
  const lines = secret.split("\n").map((line) => line.trim());
  return [secret, ...lines].flatMap((form) => [form, JSON.stringify(form).slice(1, -1), inUrl(form)]);
}

/** Half a surrogate pair stands in no URL. */
function inUrl(form: string): string {
  return encodeURIComponent(form.toWellFormed());
}

function escaped(form: string): string {
  return form.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function valueIn(given: unknown, text: (words: string) => string): unknown {
  if (typeof given === "string") return text(given);
  if (typeof given === "number") return text(String(given)) === String(given) ? given : text(String(given));
  if (Array.isArray(given)) return given.map((one) => valueIn(one, text));
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [text(key), valueIn(value, text)]));
}
