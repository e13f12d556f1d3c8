/** Charts of every kind and of any size, for tests that nothing breaks a limit. */
import fc from "fast-check";
import type { Chart } from "../../src/cards/chart.ts";

/** `text` gives the names in it. */
export function anyChart(text: fc.Arbitrary<string>): fc.Arbitrary<{ type: "chart" } & Chart> {
  const value = fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e12 }), fc.constant(null));
  return fc.record({
    ...{
      type: fc.constant("chart" as const),
      kind: fc.constantFrom("bars" as const, "stacked" as const, "lines" as const),
    },
    ...{ title: text, unit: text, digits: fc.constantFrom(0, 2), sentence: text },
    categories: fc.array(text, { maxLength: 40 }),
    series: fc.array(fc.record({ name: text, values: fc.array(value, { maxLength: 40 }) }), { maxLength: 9 }),
  });
}
