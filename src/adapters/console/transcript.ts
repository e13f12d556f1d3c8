/** The language of transcripts: the text of a file becomes steps, each with its line. */
import { parseDuration } from "./duration.ts";
import { type PressWords, parsePress, Unreadable } from "./press-words.ts";

export type Deed =
  | { kind: "say"; who: string; text: string }
  | { kind: "press"; who: string; words: PressWords }
  | { kind: "wait"; ms: number | null }
  | { kind: "expect"; text: string }
  | { kind: "refuse"; code: string | null };

/** One line that does something: its number from 1, and as it was written. */
export interface Step {
  line: number;
  source: string;
  deed: Deed;
}

/** Reads the whole text before anything runs. Throws `Unreadable`, naming the first line that means nothing. */
export function parseTranscript(text: string): Step[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((source, index) => (isSilent(source) ? [] : [stepOf(source.trim(), index + 1)]));
}

/** Only a `#` that begins the line makes a comment. */
function isSilent(source: string): boolean {
  return source.startsWith("#") || source.trim() === "";
}

function stepOf(source: string, line: number): Step {
  try {
    return { line, source, deed: deedOf(source) };
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    throw new Unreadable(`line ${line}: ${cause.message}`, { cause });
  }
}

/** What a line looks like, and what it means; `$1` and `$2` are the two parts. */
const LINES: [RegExp, (first: string, second: string) => Deed][] = [
  [/^([\p{L}\d][\p{L}\d_.-]*)>\s*(\S.*)$/su, (who, text) => ({ kind: "say", who, text })],
  [/^([\p{L}\d][\p{L}\d_.-]*)!\s*(\S.*)$/su, (who, text) => ({ kind: "press", who, words: parsePress(text) })],
  [/^wait$/, () => ({ kind: "wait", ms: null })],
  [/^wait\s+(.+)$/s, (span) => ({ kind: "wait", ms: readDuration(span) })],
  [/^expect\s+(.+)$/s, (text) => ({ kind: "expect", text })],
  [/^refuse$/, () => ({ kind: "refuse", code: null })],
  [/^refuse\s+([a-z][a-z-]*)$/, (code) => ({ kind: "refuse", code })],
];

function deedOf(source: string): Deed {
  for (const [shape, meaning] of LINES) {
    const match = shape.exec(source);
    if (match) return meaning(match[1] ?? "", match[2] ?? "");
  }
  throw new Unreadable(`“${source}” is not NAME> text, NAME! Button, wait, expect, refuse or a # comment`);
}

/** Milliseconds. Throws `Unreadable`. */
export function readDuration(span: string): number {
  const ms = parseDuration(span);
  if (ms === null) throw new Unreadable(`“${span}” is not a span of time such as 2d, 3h, 90m or 1d12h`);
  return ms;
}
