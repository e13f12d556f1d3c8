/** Charts: figures by category, which each platform draws as it can, and as bars of letters where it cannot. */

/**
 * `stacked` puts the series of a category on top of each other, `bars` beside each other, `lines` follow them. Figures
 * are for drawing only: what is counted to the cent stands in the table beneath.
 */
export interface Chart {
  kind: "bars" | "stacked" | "lines";
  title: string;
  /** `EUR`, `GB` */
  unit: string;
  /** How many decimals are said. */
  digits: number;
  categories: string[];
  series: Series[];
  /** What the chart shows, for whoever cannot see it. */
  sentence: string;
}

/** A figure for each category; null where there is none, which is not the same as zero. */
interface Series {
  name: string;
  values: (number | null)[];
}

/** One line of a chart that is drawn with letters. */
export interface Bar {
  label: string;
  cells: string;
  value: string;
}

/** The signs of the series in a stack, the first at the left. */
const FILLS = ["█", "▓", "▒", "░"];

/** The name of what was too much to show one by one. */
const OTHERS = "others";

/** The chart with at most `most` categories: the last of them is the sum of all that are left out. */
export function fitted(chart: Chart, most: number): Chart {
  if (chart.categories.length <= most) return chart;
  const kept = most - 1;
  return {
    ...chart,
    categories: [...chart.categories.slice(0, kept), OTHERS],
    series: chart.series.map(({ name, values }) => ({
      name,
      values: [...values.slice(0, kept), sumOf(values.slice(kept))],
    })),
  };
}

/** Is there a category of which a series says nothing? */
export function hasGaps({ categories, series }: Chart): boolean {
  return series.some(({ values }) => categories.some((_, at) => typeof values[at] !== "number"));
}

/** The chart as bars of at most `cells` letters: a bar for each category, or where they do not stack for each series in it. */
export function barsOf(chart: Chart, cells: number): Bar[] {
  return chart.kind === "stacked" ? stacks(chart, cells) : singles(chart, cells);
}

/** Which sign stands for which series; empty where a label says it. */
export function legendOf({ kind, series }: Chart): string {
  if (kind !== "stacked") return "";
  return series.map(({ name }, at) => `${fillOf(at)} ${name}`).join("  ");
}

/** `18.00 EUR`, or a dash for what is not known. */
export function figureText(value: number | null | undefined, { digits, unit }: Pick<Chart, "digits" | "unit">): string {
  return typeof value === "number" ? `${value.toFixed(digits)} ${unit}`.trim() : "—";
}

function stacks(chart: Chart, cells: number): Bar[] {
  const totals = chart.categories.map((_, at) => sumOf(chart.series.map(({ values }) => values[at] ?? null)));
  const largest = largestOf(totals);
  return chart.categories.map((label, at) => ({
    label,
    cells: chart.series
      .map(({ values }, order) => fillOf(order).repeat(cellsOf(values[at], largest, cells)))
      .join("")
      .slice(0, cells),
    value: figureText(totals[at], chart),
  }));
}

function singles(chart: Chart, cells: number): Bar[] {
  const largest = largestOf(chart.series.flatMap(({ values }) => values));
  return chart.categories.flatMap((category, at) => {
    const gap = gapAt(chart, at);
    if (gap) return gap.from === at ? [{ label: gap.label, cells: "", value: figureText(null, chart) }] : [];
    return chart.series.map(({ name, values }) => ({
      label: chart.series.length === 1 ? category : `${category} ${name}`,
      cells: fillOf(0).repeat(cellsOf(values[at], largest, cells)),
      value: figureText(values[at], chart),
    }));
  });
}

/** Along a line, the categories around this one of which nothing is known, as one: `16:00 – 23:00`. */
function gapAt({ kind, categories, series }: Chart, at: number): { from: number; label: string } | null {
  const isKnown = (_: string, category: number) => series.some(({ values }) => typeof values[category] === "number");
  if (kind !== "lines" || isKnown("", at)) return null;
  const from = categories.slice(0, at).findLastIndex(isKnown) + 1;
  const next = categories.findIndex((category, after) => after > at && isKnown(category, after));
  const to = (next === -1 ? categories.length : next) - 1;
  const ends = [categories[from] ?? "", categories[to] ?? ""];
  return { from, label: from === to ? (ends[0] ?? "") : ends.join(" – ") };
}

function fillOf(at: number): string {
  return FILLS[at % FILLS.length] ?? "";
}

/** What is more than nothing shows at least one cell; what is less shows none. */
function cellsOf(value: number | null | undefined, largest: number, cells: number): number {
  if (typeof value !== "number" || value <= 0 || largest <= 0) return 0;
  return Math.min(cells, Math.max(1, Math.round((value / largest) * cells)));
}

function largestOf(values: (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

/** Null when nothing is known of any of them. */
function sumOf(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
