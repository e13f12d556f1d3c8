/** Makes text safe for Adaptive Cards, whose text blocks understand a part of Markdown. */

/** Marks that mean something anywhere in a line: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
const MARKS = /[\\`*_[\]~]/g;

/** What makes a list, a heading, a quotation or a rule at the beginning of a line. */
const BEGINNINGS = /^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|-(?=-+\s*$)|>|\d+(?=[.)]\s))/gm;

/** Two braces begin a date that the client formats, others a tag or a letter of HTML; what cannot be seen breaks them up. */
const OPENINGS = /\{(?=\{)|<(?=[a-z/!?])|&(?=[a-z#])/gi;

/** The text, shown letter by letter as it is; line ends stay. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(MARKS, "\\$&")
    .replace(
      BEGINNINGS,
      (_all, blanks: string, mark: string) => `${blanks}${/\d/.test(mark) ? `${mark}\\` : `\\${mark}`}`,
    )
    .replace(OPENINGS, "$&\u200b")
    .replace(/\r?\n/g, "\n\n");
}
