/** Charts: Teams' own elements, each with bars of letters for clients that know none. */
import { barsOf, type Chart, fitted, legendOf } from "../../cards/chart.ts";
import { type Element, textBlock } from "./element.ts";
import { escaped } from "./escape.ts";
import { clip, type Detail, LIMITS } from "./limits.ts";

/** Letters of a bar of letters, and how little of a chart is still one. */
const LONGEST_BAR = 16;
const FEWEST_CATEGORIES = 2;
/** Stands where a text is empty, which the format does not allow. */
const NAMELESS = "–";

/** What it shows in a sentence, then the chart. */
export function drawChart(chart: Chart, detail: Detail): Element[] {
  const most = Math.max(FEWEST_CATEGORIES, Math.min(LIMITS.chartCategories, detail.items));
  const shown = fitted({ ...chart, series: chart.series.slice(0, LIMITS.chartSeries) }, most);
  const sentence = textBlock(line(chart.sentence, detail));
  if (shown.categories.length === 0 || shown.series.length === 0) return [sentence];
  return [sentence, { ...drawNative(shown, detail), fallback: drawText(shown, detail) }];
}

/** Sources: the elements Chart.VerticalBar, Chart.VerticalBar.Grouped and Chart.Line of adaptivecards.microsoft.com. */
function drawNative(chart: Chart, detail: Detail): Element {
  const look = {
    title: clip(chart.title, detail.letters) || NAMELESS,
    ...(chart.unit ? { yAxisTitle: clip(chart.unit, detail.letters) } : {}),
  };
  const data = chart.series.map(({ name, values }) => ({
    legend: clip(name, detail.letters),
    values: pointsOf(chart, values, detail),
  }));
  switch (chart.kind) {
    case "lines":
      return { type: "Chart.Line", ...look, data };
    case "stacked":
      return { type: "Chart.VerticalBar.Grouped", ...look, stacked: true, data };
    case "bars":
      return { type: "Chart.VerticalBar.Grouped", ...look, data };
  }
}

/** A figure that is missing has no point. */
function pointsOf({ categories, digits }: Chart, values: (number | null)[], { letters }: Detail) {
  return categories.flatMap((category, at) => {
    const value = values[at];
    return typeof value === "number" ? [{ x: clip(category, letters), y: Number(value.toFixed(digits)) }] : [];
  });
}

/** A fact for each bar; the signs of a stack are told beneath. */
function drawText(chart: Chart, detail: Detail): Element {
  const facts = barsOf(chart, LONGEST_BAR).map(({ label, cells, value }) => ({
    title: line(label, detail),
    value: line(`${cells} ${value}`, detail),
  }));
  const legend = legendOf(chart);
  const told = legend ? [textBlock(line(legend, detail), { isSubtle: true })] : [];
  return { type: "Container", items: [{ type: "FactSet", facts }, ...told] };
}

function line(text: string, { letters }: Detail): string {
  return escaped(clip(text, letters)) || NAMELESS;
}
