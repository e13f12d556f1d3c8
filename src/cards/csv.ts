/** Tables as CSV files (RFC 4180), which a spreadsheet opens without running anything. */

/** The whole file, with a line of headings. */
export function csvText(columns: string[], rows: string[][]): string {
  return [columns, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection); a number is none. */
function cellText(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
