/** Charts: Slack's own block in messages, bars of letters where there is none. */
import type { types } from "@slack/bolt";
import { barsOf, type Chart, fitted, hasGaps, legendOf } from "../../cards/chart.ts";
import { LIMITS } from "./limits.ts";
import type { TableStyle } from "./render-table.ts";
import { clip, escapeText, inSections, section } from "./text.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export interface ChartBlock extends types.Block {
  type: "data_visualization";
  title: string;
  chart: {
    type: "bar" | "line";
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label?: string };
  };
}

/** Slack knows no stacks: its bars stand side by side. */
const TYPES = { bars: "bar", stacked: "bar", lines: "line" } as const;

/** Letters of a bar that is drawn as text: more would break on a telephone. */
const LONGEST_BAR = 16;

/** What it shows in a sentence, then the chart. */
export function drawChart(chart: Chart, style: TableStyle): (types.SectionBlock | ChartBlock)[] {
  const shown = fitted(chart, LIMITS.chartCategories);
  const native = style === "native" ? drawNative(shown) : null;
  if (native) return [section(escapeText(chart.sentence)), native];
  return [section(`*${escapeText(lineOf(chart.title))}*\n${escapeText(chart.sentence)}`), ...drawText(shown)];
}

/** Null for what Slack's chart cannot say: a figure that is missing, or two things of one name. */
function drawNative(chart: Chart): ChartBlock | null {
  const categories = chart.categories.map(labelOf);
  const names = chart.series.map(({ name }) => labelOf(name));
  if (hasGaps(chart) || isAmbiguous(categories, LIMITS.chartCategories) || isAmbiguous(names, LIMITS.chartSeries))
    return null;
  const series = chart.series.map(({ values }, at) => ({
    name: names[at] ?? "",
    data: categories.map((label, category) => ({ label, value: rounded(values[category] ?? 0, chart.digits) })),
  }));
  const unit = chart.unit ? { y_label: clip(chart.unit, LIMITS.chartTitle) } : {};
  return {
    ...{ type: "data_visualization", title: clip(lineOf(chart.title), LIMITS.chartTitle) },
    chart: { type: TYPES[chart.kind], series, axis_config: { categories, ...unit } },
  };
}

function isAmbiguous(names: string[], most: number): boolean {
  return names.length === 0 || names.length > most || new Set(names).size < names.length;
}

function labelOf(text: string): string {
  return clip(lineOf(text), LIMITS.chartLabel);
}

function lineOf(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, " ").trim() || "–";
}

/** No more decimals than are said; a sum of such figures may have got some. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The bar first, so that all begin beneath each other whatever letters are wide. */
function drawText(chart: Chart): types.SectionBlock[] {
  const lines = barsOf(chart, LONGEST_BAR).map(({ label, cells, value }) =>
    [cells, `*${escapeText(lineOf(label))}*`, escapeText(value)].filter(Boolean).join(" "),
  );
  const legend = legendOf(chart);
  return inSections([...lines, ...(legend ? [`_${escapeText(lineOf(legend))}_`] : [])]);
}
