/** A chart as bars of letters, as wide as there is room. */
import { barsOf, type Chart, fitted, legendOf } from "../../cards/chart.ts";
import type { Look } from "./paint.ts";
import { clean, cleanLine, columnsOf, pad, wrap } from "./text-width.ts";

const LONGEST_BAR = 40;
const SHORTEST_BAR = 5;
const LONGEST_LABEL = 28;
const MOST_CATEGORIES = 20;
const GAP = 2;

/** What it shows in a sentence, then a line for each bar: its label, the bar, its figure. */
export function drawChart(chart: Chart, { width, paint }: Look): string[] {
  const { categories, series } = fitted(chart, MOST_CATEGORIES);
  const shown = { ...chart, categories: categories.map(cleanLine), series };
  const legend = legendOf(shown);
  return [
    ...wrap(cleanLine(chart.title), width).map((line) => paint("bold", line)),
    ...wrap(clean(chart.sentence), width),
    ...drawBars(shown, width).map((line) => paint("cyan", line)),
    ...(legend ? wrap(cleanLine(legend), width).map((line) => paint("dim", line)) : []),
  ];
}

function drawBars(chart: Chart, width: number): string[] {
  const labels = barsOf(chart, 0).map(({ label }) => shortened(cleanLine(label), LONGEST_LABEL));
  const figures = barsOf(chart, 0).map(({ value }) => cleanLine(value));
  const [label, figure] = [labels, figures].map((texts) => Math.max(0, ...texts.map(columnsOf))) as [number, number];
  const room = Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, width - label - figure - 2 * GAP));
  return barsOf(chart, room).flatMap(({ cells }, at) => {
    const line = `${pad(labels[at] ?? "", label)}  ${pad(cells, room)}  ${pad(figures[at] ?? "", figure, "right")}`;
    return wrap(line.trimEnd(), width);
  });
}

function shortened(text: string, most: number): string {
  return columnsOf(text) <= most ? text : `${[...text].slice(0, most / 2).join("")}…`;
}
