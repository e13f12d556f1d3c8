/** Cuts what a person typed into words, with quotes of every kind that keyboards produce. */
import { QUOTES } from "../domain/quotes.ts";

/** What cannot be seen or turns the writing around; joiners stay, since emoji are made with them. */
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A word; `quoted` when it was in quotes, so that `"--x"` is a value and no option. */
export interface Word {
  text: string;
  quoted: boolean;
}

/** The text without what no database and no screen should be given: halves of letters, controls, invisible marks. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, "")
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}

/** What somebody typed, in quotes and short enough to be repeated in a sentence. */
export function quoted(text: string): string {
  const letters = [...text];
  return `"${letters.slice(0, 40).join("")}${letters.length > 40 ? "…" : ""}"`;
}

/** Cuts a line into words. Control characters count as blanks; a quote that nobody closes runs to the end. */
export function cutWords(line: string): Word[] {
  const letters = [...cleanText(line)];
  const words: Word[] = [];
  let at = 0;
  while (at < letters.length) {
    if (isBlank(letters[at])) at++;
    else {
      const { word, end } = readWord(letters, at);
      words.push(word);
      at = end;
    }
  }
  return words;
}

/** Reads one word from `start` on: blanks end it, unless they are within quotes. An apostrophe inside a word is a letter. */
function readWord(letters: string[], start: number): { word: Word; end: number } {
  let text = "";
  let at = start;
  while (at < letters.length && !isBlank(letters[at])) {
    const closing = QUOTES[letters[at] ?? ""];
    const opens = closing !== undefined && (at === start || /[=,]/.test(letters[at - 1] ?? ""));
    const end = opens ? closedAt(letters, at + 1, closing) : at;
    text += opens ? letters.slice(at + 1, end).join("") : letters[at];
    at = end + 1;
  }
  return { word: { text, quoted: QUOTES[letters[start] ?? ""] !== undefined }, end: at };
}

/** A quote closes where a word ends, so that the apostrophe in ‘it’s late’ is a letter; without such a place, at the first. */
function closedAt(letters: string[], from: number, closing: string): number {
  const closes = (letter: string, at: number) => at >= from && closing.includes(letter);
  const atEnd = letters.findIndex((letter, at) => closes(letter, at) && /^[\s,]?$/u.test(letters[at + 1] ?? ""));
  if (atEnd !== -1) return atEnd;
  const first = letters.findIndex(closes);
  return first === -1 ? letters.length : first;
}

function isBlank(letter: string | undefined): boolean {
  return letter === undefined || /\s/u.test(letter);
}
