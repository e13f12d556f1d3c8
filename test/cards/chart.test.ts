/** Charts before they are drawn: what is too much, what is missing, and bars of letters. */
import { describe, expect, it } from "vitest";
import { barsOf, type Chart, figureText, fitted, hasGaps, legendOf } from "../../src/cards/chart.ts";

const COSTS: Chart = {
  ...{ kind: "stacked", title: "November 2026", unit: "EUR", digits: 2, sentence: "shop costs most: 18.00 EUR" },
  categories: ["shop", "till", "depot"],
  series: [
    { name: "reserved", values: [12, 2, 0] },
    { name: "allocated", values: [6, 1, 0] },
  ],
};

describe("a chart", () => {
  it("with more categories than can be shown sums up the rest", () => {
    expect(fitted(COSTS, 2)).toMatchObject({
      categories: ["shop", "others"],
      series: [{ values: [12, 2] }, { values: [6, 1] }],
    });
    expect(fitted(COSTS, 3)).toBe(COSTS);
  });

  it("tells what is missing from nothing, also in a sum", () => {
    const measured = { ...COSTS, series: [{ name: "used", values: [1, null, null] }] };
    expect(hasGaps(measured)).toBe(true);
    expect(hasGaps(COSTS)).toBe(false);
    expect(fitted(measured, 2).series[0]?.values).toEqual([1, null]);
    expect(barsOf(measured, 10).map(({ cells, value }) => cells + value)).toEqual(["██████████1.00 EUR", "—", "—"]);
  });

  it("stacks the series of a category, and says which sign is which", () => {
    expect(barsOf(COSTS, 9)).toEqual([
      { label: "shop", cells: "██████▓▓▓", value: "18.00 EUR" },
      { label: "till", cells: "█▓", value: "3.00 EUR" },
      { label: "depot", cells: "", value: "0.00 EUR" },
    ]);
    expect(legendOf(COSTS)).toBe("█ reserved  ▓ allocated");
  });

  it("without stacks has a bar for each series, and one letter for the smallest that is more than nothing", () => {
    const bars = barsOf({ ...COSTS, kind: "bars", series: [{ name: "now", values: [1000, 1, -3] }] }, 10);
    expect(bars.map(({ cells }) => cells.length)).toEqual([10, 1, 0]);
    expect(bars.at(-1)).toMatchObject({ label: "depot", value: "-3.00 EUR" });
    expect(barsOf({ ...COSTS, kind: "lines" }, 10).map(({ label }) => label)[1]).toBe("shop allocated");
  });

  it("along a line tells in one bar of hours of which nothing is known", () => {
    const hours = (...values: (number | null)[]): Chart => ({
      ...{ ...COSTS, kind: "lines", unit: "%", digits: 0 },
      categories: values.map((_, at) => `0${at}:00`),
      series: [{ name: "memory", values }],
    });
    const said = (chart: Chart) => barsOf(chart, 0).map(({ label, value }) => `${label} ${value}`);
    expect(said(hours(null, null, 49, null, 0))).toEqual(["00:00 – 01:00 —", "02:00 49 %", "03:00 —", "04:00 0 %"]);
    expect(said(hours(7, null, null))).toEqual(["00:00 7 %", "01:00 – 02:00 —"]);
  });

  it("says a figure as exactly as it is meant", () => {
    expect([figureText(18, COSTS), figureText(null, COSTS), figureText(3, { digits: 0, unit: "" })]).toEqual([
      "18.00 EUR",
      "—",
      "3",
    ]);
  });
});
