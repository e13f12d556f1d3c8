/** Cuts what a person typed into words, with quotes of every kind that keyboards produce. */

const QUOTES: Record<string, string> = {
  '"': '"',
  "'": "'",
  "`": "`",
  "“": "”",
  "”": "”",
  "„": "“”",
  "‘": "’",
  "’": "’",
  "‚": "‘’",
  "«": "»",
  "»": "«",
  "‹": "›",
  "＂": "＂",
};

/** A word; `quoted` when it was in quotes, so that `"--x"` is a value and no option. */
export interface Word {
  text: string;
  quoted: boolean;
}

/** Cuts a line into words. Control characters count as blanks; a quote that nobody closes runs to the end. */
export function cutWords(line: string): Word[] {
  const letters = [...line.replace(/[\p{Cc}\u2028\u2029]/gu, " ")];
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
    const opens = closing !== undefined && (at === start || letters[at - 1] === "=");
    const end = opens ? closedAt(letters, at + 1, closing) : at;
    text += opens ? letters.slice(at + 1, end).join("") : letters[at];
    at = end + 1;
  }
  return { word: { text, quoted: QUOTES[letters[start] ?? ""] !== undefined }, end: at };
}

function closedAt(letters: string[], from: number, closing: string): number {
  const end = letters.findIndex((letter, at) => at >= from && closing.includes(letter));
  return end === -1 ? letters.length : end;
}

function isBlank(letter: string | undefined): boolean {
  return letter === undefined || /\s/u.test(letter);
}
