/** Amounts to the cent: what is shown adds up. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { toCents } from "../../../src/domain/ledger/cents.ts";
import { moneyOf, moneyText } from "../../../src/domain/money.ts";

it.each([
  ["the largest remainder gets the cent that is left", ["0.333333", "0.333333", "0.333334"], ["0.33", "0.33", "0.34"]],
  ["what is whole cents already stays so", ["2.90", "3.10"], ["2.90", "3.10"]],
  ["what is given back takes part", ["1.006", "-0.504"], ["1.01", "-0.51"]],
  ["nothing is nothing", [], []],
])("%s", (_what, amounts, shown) => {
  expect(toCents(amounts.map(moneyOf)).map((cents) => moneyText(cents, "EUR"))).toEqual(
    shown.map((text) => `${text} EUR`),
  );
});

it("each is less than a cent off, and together they are their sum to the cent", () => {
  const amounts = fc.array(fc.bigInt({ min: -10_000_000n, max: 10_000_000n }), { maxLength: 30 });
  fc.assert(
    fc.property(amounts, (some) => {
      const cents = toCents(some);
      const sum = (all: bigint[]) => all.reduce((total, one) => total + one, 0n);
      expect(moneyText(sum(cents), "EUR")).toBe(moneyText(sum(some), "EUR"));
      for (const [at, one] of cents.entries()) {
        const off = one - (some[at] ?? 0n);
        expect(one % 10_000n).toBe(0n);
        expect(off > -10_000n && off <= 10_000n).toBe(true);
      }
    }),
  );
});
