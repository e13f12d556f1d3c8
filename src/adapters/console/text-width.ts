/** Text measured in the columns of a terminal: cleaned, wrapped, padded. */

const SEGMENTS = new Intl.Segmenter();
const WIDE =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /^[\p{M}\p{Cf}]+$/u;
const CONTROL = /[\x00-\x09\x0B-\x1F\x7F-\x9F]/g;
/** Marks that turn the direction of everything after them; they can make a line read as another. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Makes what people wrote harmless: control characters become pictures of themselves, only line ends remain. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(CONTROL, (character) => picture(character.charCodeAt(0)))
    .replace(DIRECTION, "");
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s*\n\s*/g, " ");
}

/** How many columns a terminal needs for a line. */
export function columnsOf(line: string): number {
  if (/^[\x20-\x7E]*$/.test(line)) return line.length;
  return [...SEGMENTS.segment(line)].reduce((sum, { segment }) => sum + graphemeColumns(segment), 0);
}

/** Fills with blanks up to `width` columns. */
export function pad(line: string, width: number, side: "left" | "right" = "left"): string {
  const blanks = " ".repeat(Math.max(0, width - columnsOf(line)));
  return side === "left" ? line + blanks : blanks + line;
}

/** Lines of at most `width` columns, broken between words where that is possible; `Infinity` breaks nothing. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => (columnsOf(line) <= width ? [line] : wrapLine(line, Math.max(width, 4))));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = /^\s*/.exec(line)?.[0].slice(0, width / 2) ?? "";
  for (const word of line
    .trim()
    .split(/\s+/)
    .flatMap((part) => broken(part, width))) {
    const longer = current.trim() === "" ? current + word : `${current} ${word}`;
    if (columnsOf(longer) <= width) {
      current = longer;
      continue;
    }
    if (current.trim() !== "") lines.push(current);
    current = word;
  }
  return [...lines, current];
}

/** A word too long for a line, in pieces. */
function broken(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return [word];
  const pieces = [""];
  for (const { segment } of SEGMENTS.segment(word)) {
    const longer = (pieces.at(-1) ?? "") + segment;
    if (columnsOf(longer) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}

function graphemeColumns(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** U+2400 … are Unicode's pictures of the control characters. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}
