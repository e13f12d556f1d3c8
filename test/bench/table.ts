/** The table that is printed: each figure beside its baseline, its ratio and its goal. */
import type { Goal, Row } from "./harness.ts";

const HEAD = ["what", "ours", "baseline", "unit", "ratio", "goal", ""];

/** Lines of equal columns, the numbers to the right. */
export function table(rows: Row[]): string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => placed(cell, column, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf(row: Row): string[] {
  switch (row.kind) {
    case "race":
      return [
        row.what,
        short(row.ours),
        short(row.baseline),
        row.unit,
        row.ratio.toFixed(2),
        ...judged(row.ratio, row.goal),
      ];
    case "figure":
      return [row.what, short(row.value), "", row.unit, "", ...judged(row.value, row.goal)];
    case "skipped":
      return [row.what, "", "", "", "", "", `skipped: ${row.why}`];
  }
}

function judged(value: number, goal: Goal | null): [string, string] {
  if (goal === null) return ["", ""];
  if ("atLeast" in goal) return [`≥ ${goal.atLeast}`, value >= goal.atLeast ? "met" : "MISSED"];
  return [`< ${goal.below}`, value < goal.below ? "met" : "MISSED"];
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const LEFT = new Set([0, 3, 6]);

function placed(cell: string, column: number, width: number): string {
  return LEFT.has(column) ? cell.padEnd(width) : cell.padStart(width);
}
