/** The words of a press: `Reject REQ-7 reason="too large"` becomes a verb, an id and fields. */
import { VERBS } from "../../cards/card.ts";
import { QUOTES } from "../../domain/quotes.ts";

export interface PressWords {
  verb: string;
  /** null: the newest card that shows the button. */
  id: string | null;
  fields: Record<string, string>;
}

/** What was typed cannot be read; the message says why, in one sentence. */
export class Unreadable extends Error {}

/** Throws `Unreadable` when there is no verb, a quote stays open, or something is neither id nor field. */
export function parsePress(text: string): PressWords {
  const [verb = "", ...rest] = words(text);
  if (!/^\p{L}[\p{L}-]*$/u.test(verb)) throw new Unreadable(`a press needs the word on a button, not “${verb}”`);
  const [first, ...others] = rest;
  const hasId = first !== undefined && !isField(first);
  return { verb: knownVerb(verb), id: hasId ? unquoted(first) : null, fields: fieldsOf(hasId ? others : rest) };
}

/** The button's own spelling of a word, when there is such a button. */
export function knownVerb(word: string): string {
  return Object.keys(VERBS).find((verb) => verb.toLowerCase() === word.toLowerCase()) ?? word;
}

/** Splits at white space outside quotes; a quote counts where a word or a value begins. */
function words(text: string): string[] {
  const found: string[] = [];
  for (let rest = text.trim(); rest !== ""; ) {
    const word = firstWord(rest);
    found.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return found;
}

function firstWord(text: string): string {
  const start = /^(?:(?:--)?[\p{L}\d_-]+=)?/u.exec(text)?.[0].length ?? 0;
  const closers = QUOTES[text.charAt(start)];
  if (closers === undefined) return /^\S+/.exec(text)?.[0] ?? text;
  const end = closingQuote(text, start, closers);
  if (end < 0) throw new Unreadable(`a quote is not closed: ${text}`);
  return text.slice(0, end + 1);
}

/** A closing quote ends its word, so that an apostrophe inside ‘it’s late’ is only an apostrophe. */
function closingQuote(text: string, open: number, closers: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (closers.includes(text.charAt(at)) && /^(\s|$)/.test(text.slice(at + 1))) return at;
  }
  return -1;
}

const FIELD = /^(?:--)?([\p{L}][\p{L}\d_-]*)=(.*)$/su;

function isField(word: string): boolean {
  return FIELD.test(word);
}

/** A field given twice is a list, as commands take them: separated by commas. */
function fieldsOf(given: string[]): Record<string, string> {
  const fields = new Map<string, string>();
  for (const word of given) {
    const [, name, raw] = FIELD.exec(word) ?? [];
    if (name === undefined || raw === undefined) throw new Unreadable(`“${word}” is not field=value`);
    const before = fields.get(name);
    fields.set(name, before === undefined ? unquoted(raw) : `${before},${unquoted(raw)}`);
  }
  return Object.fromEntries(fields);
}

function unquoted(value: string): string {
  return value.charAt(0) in QUOTES ? value.slice(1, -1) : value;
}
