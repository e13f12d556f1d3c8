/** The blocks of a card → elements of an Adaptive Card. */
import type { Block, Fact, Step } from "../../cards/card.ts";
import { type Element, textBlock } from "./element.ts";
import { escaped } from "./escape.ts";
import { clip, type Detail, firstOf, LIMITS } from "./limits.ts";
import { drawChart } from "./render-chart.ts";

const STEPS: Record<Step["state"], { sign: string; color: string; isSubtle?: true }> = {
  waiting: { sign: "○", color: "Default", isSubtle: true },
  running: { sign: "▶", color: "Accent" },
  done: { sign: "✓", color: "Default" },
  failed: { sign: "✗", color: "Attention" },
  skipped: { sign: "–", color: "Default", isSubtle: true },
};

/** Stands where a text is empty, which the format does not allow. */
export const NOTHING = "–";

const LONGEST_BAR = 20;

/** The share of the narrowest and of the widest column. */
const COLUMN_WIDTHS = [3, 40] as const;

/** What a line holds, in letters: long texts get no more than their part of it, so that short ones are not broken. */
const LINE = 80;

/** What the edges of a cell take, in letters. */
const CELL_EDGE = 2;

/** Tables of more columns are written small. */
const LARGE_COLUMNS = 4;

export function drawBlock(block: Block, detail: Detail): Element[] {
  switch (block.type) {
    case "text":
      return [textBlock(line(block.text, detail))];
    case "facts":
      return drawFacts(block.facts, detail);
    case "table":
      return drawTable(block.columns, block.rows, detail);
    case "chart":
      return drawChart(block, detail);
    case "progress":
      return drawProgress(block, detail);
  }
}

/** `… and 3 more`, or nothing. */
export function andMore(more: number): Element[] {
  return more > 0 ? [textBlock(`… and ${more} more`, { isSubtle: true })] : [];
}

function line(text: string, { letters }: Detail): string {
  return escaped(clip(text, letters)) || NOTHING;
}

function drawFacts(all: readonly Fact[], detail: Detail): Element[] {
  const { shown, more } = firstOf(all, detail.items);
  const facts = shown.map(({ label, value }) => ({ title: line(label, detail), value: line(value, detail) }));
  return facts.length > 0 ? [{ type: "FactSet", facts }, ...andMore(more)] : [];
}

function drawTable(columns: readonly string[], all: readonly string[][], detail: Detail): Element[] {
  const { shown, more } = firstOf(all, detail.items);
  const heads = columns.slice(0, LIMITS.columns);
  const lines = [heads, ...shown].map((row) => heads.map((_, at) => row[at] ?? ""));
  const look = heads.length > LARGE_COLUMNS ? { size: "Small" } : {};
  const table = {
    ...{ type: "Table", firstRowAsHeaders: true, showGridLines: false },
    columns: heads.map((_, at) => ({
      width: widthOf(
        lines.map((cells) => cells[at] ?? ""),
        LINE / heads.length,
      ),
    })),
    rows: lines.map((cells, at) => drawRow(cells, detail, at === 0 ? { ...look, isSubtle: true } : look)),
  };
  return [table, ...andMore(more)];
}

function drawRow(texts: readonly string[], detail: Detail, look: Record<string, unknown>): Element {
  const cells = texts.map((text) => ({ type: "TableCell", items: [textBlock(line(text, detail), look)] }));
  return { type: "TableRow", cells };
}

/** In proportion to its longest word, or to half of its longest text, which can be broken, but not above its part. */
function widthOf(texts: readonly string[], part: number): number {
  const words = texts.flatMap((text) => text.split(/\s+/).map((word) => [...word].length));
  const halves = texts.map((text) => Math.min(part, [...text].length / 2));
  const [least, most] = COLUMN_WIDTHS;
  return Math.min(most, Math.ceil(Math.max(least, ...words, ...halves)) + CELL_EDGE);
}

type Progress = Extract<Block, { type: "progress" }>;

function drawProgress({ title, steps, done, total }: Progress, detail: Detail): Element[] {
  const { shown, more } = firstOf(steps, detail.items);
  const lines = shown.map((step, at) => drawStep(step, at === 0, detail));
  return [drawBar(line(title, detail), done, total), ...lines, ...andMore(more)];
}

/** The title on the left, `▰▰▱▱ 2/4` on the right. */
function drawBar(title: string, done: number, total: number): Element {
  const cells = Math.min(Math.max(total, 0), LONGEST_BAR);
  const full = total > 0 ? Math.floor((Math.min(Math.max(done, 0), total) / total) * cells) : 0;
  const bar = `${"▰".repeat(full)}${"▱".repeat(cells - full)} ${done}/${total}`.trimStart();
  const columns = [
    { type: "Column", width: "stretch", items: [textBlock(title, { weight: "Bolder" })] },
    { type: "Column", width: "auto", items: [textBlock(bar, { color: "Accent" })] },
  ];
  return { type: "ColumnSet", separator: true, spacing: "Medium", columns };
}

function drawStep({ title, state, note }: Step, isFirst: boolean, detail: Detail): Element {
  const { sign, ...look } = STEPS[state];
  const text = `${sign} ${line(title, detail)}${note ? ` (${line(note, detail)})` : ""}`;
  return textBlock(text, { ...look, spacing: isFirst ? "Small" : "None" });
}
