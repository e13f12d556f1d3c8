/** Tables as CSV files (RFC 4180), which a spreadsheet opens without running anything. */
import type { TextFile } from "./card.ts";

/** The whole file, with a line of headings. */
export function csvText(columns: string[], rows: string[][]): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** A moment as spreadsheets know one: in UTC, to the millisecond. */
export function csvMoment(at: Date): string {
  return at.toISOString().replace("T", " ").replace("Z", "");
}

/** A file as it is handed out: without the mark before it, spreadsheets do not take a table for UTF-8. */
export function bytesOf({ name, content }: TextFile): Uint8Array {
  return new TextEncoder().encode(name.endsWith(".csv") ? `\uFEFF${content}` : content);
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection), also where one begins a
 * cell only for a spreadsheet that separates by semicolons and tabs; a number is none.
 */
function cellText(value: string): string {
  const plain = /^-\d+(\.\d+)?$/.test(value) ? value : value.replace(/^[\t\r]/, "'$&").replaceAll(FORMULA, "$1'");
  return /[",;\t\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The place before a sign that begins one; the wide signs are those of East Asian keyboards. */
const FORMULA = /(^|[;\t\r\n] *)(?=[=+\-@＝＋－＠])/g;
