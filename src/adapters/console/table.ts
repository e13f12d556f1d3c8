/** A table as aligned lines; what is too wide is wrapped inside its cell. */
import type { Look } from "./paint.ts";
import { cleanLine, columnsOf, pad, wrap } from "./text-width.ts";

const GAP = "  ";
const NARROWEST = 4;

/** The head first, then the rows; a column of numbers is set flush right. */
export function drawTable(columns: string[], rows: string[][], { width, paint }: Look): string[] {
  const head = columns.map(cleanLine);
  const body = rows.map((row) => head.map((_, at) => cleanLine(row[at] ?? "")));
  const widths = fitted(
    head.map((title, at) => Math.max(columnsOf(title), ...body.map((row) => columnsOf(row[at] ?? "")))),
    width,
  );
  const sides = head.map((_, at) => sideOf(body.map((row) => row[at] ?? "")));
  const draw = (row: string[]) => drawRow(row, widths, sides);
  return [...draw(head).map((line) => paint("dim", line)), ...body.flatMap(draw)];
}

/** Takes columns away where most of them are, until the table fits or nothing more can be taken. */
function fitted(natural: number[], width: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1));
  while (total() > width && Math.max(...widths) > NARROWEST) {
    widths[widths.indexOf(Math.max(...widths))] = Math.max(...widths) - 1;
  }
  return widths;
}

/** What says nothing of a column. */
const UNSAID: ReadonlySet<string> = new Set(["", "–", "—"]);

function sideOf(cells: string[]): "left" | "right" {
  const filled = cells.filter((cell) => !UNSAID.has(cell));
  return filled.length > 0 && filled.every((cell) => /^[-+−]?\d[\d.,']*( ?[A-Za-z%€$]{1,3})?$/.test(cell))
    ? "right"
    : "left";
}

function drawRow(row: string[], widths: number[], sides: ("left" | "right")[]): string[] {
  const cells = row.map((cell, at) => wrap(cell, widths[at] ?? 0));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, at) => pad(lines[line] ?? "", widths[at] ?? 0, sides[at]))
      .join(GAP)
      .trimEnd(),
  );
}
