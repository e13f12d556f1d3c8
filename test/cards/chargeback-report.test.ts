/** The report on cost: whose sums are where, what is flagged, and what is compared. */
import { describe, expect, it } from "vitest";
import { cardText } from "../../src/cards/card.ts";
import type { ChargebackView } from "../../src/cards/chargeback-charts.ts";
import { chargebackReport } from "../../src/cards/chargeback-report.ts";
import type { Charged } from "../../src/cards/cost-tree.ts";

const NONE = { reserved: "0.000000", allocated: "0.000000", refunded: "0.000000", isUnpriced: false };

/** What one place is charged. */
function charged(place: string, amounts: Partial<Charged>, machine: string | null = null): Charged {
  const [unit = "", costCenter = "", ...names] = place.split(" ");
  const [infrastructure, service, role] = names;
  const paths = { service: service ? `${infrastructure}/${service}` : null };
  const keys = { unit, costCenter, infrastructure, ...paths, role: role ? `${paths.service}/${role}` : null, machine };
  const sums = { ...NONE, ...amounts };
  const amount = Number(sums.reserved) + Number(sums.allocated) + Number(sums.refunded);
  return { keys, ...sums, amount: amount.toFixed(6) };
}

const VIEW: ChargebackView = {
  ...{ ask: { report: "chargeback" }, whole: "dc1", currency: "EUR", timeZone: "Europe/Berlin" },
  ...{ now: new Date("2027-02-10T12:00:00Z"), month: "2027-01", billing: "chargeback", isClosed: true, budgets: [] },
  charged: [
    charged("retail CC-1 shop", { reserved: "2.900000" }),
    charged("retail CC-1 shop web front", { allocated: "3.100000" }, "web-01"),
    charged("retail CC-1 shop web front", { allocated: "0.000000", isUnpriced: true }, "web-02"),
    charged("labs CC-2 lab", { reserved: "6.000000", refunded: "-1.250000" }),
  ],
  measured: 0,
  before: [charged("retail CC-1 shop", { reserved: "5.000000" })],
  months: [
    { month: "2026-12", reserved: "5.000000", allocated: "0.000000", refunded: "0.000000", amount: "5.000000" },
    { month: "2027-01", reserved: "8.900000", allocated: "3.100000", refunded: "-1.250000", amount: "10.750000" },
  ],
};

const text = (view: Partial<ChargebackView> = {}) => cardText(chargebackReport({ ...VIEW, ...view }));
const rows = () => chargebackReport(VIEW).blocks.flatMap((block) => (block.type === "table" ? block.rows : []));

describe("the report on cost", () => {
  it("sums up every object under the one that it belongs to, and all of them", () => {
    expect(rows()).toEqual([
      ["retail (CC-1) *", "2.90 EUR", "3.10 EUR", "0.00 EUR", "—", "—", "6.00 EUR", "5.00 EUR"],
      ["└ shop *", "2.90 EUR", "3.10 EUR", "0.00 EUR", "—", "—", "6.00 EUR", "5.00 EUR"],
      ["└─ web *", "–", "3.10 EUR", "0.00 EUR", "—", "—", "3.10 EUR", "–"],
      ["└── front *", "–", "3.10 EUR", "0.00 EUR", "—", "—", "3.10 EUR", "–"],
      ["labs (CC-2)", "6.00 EUR", "0.00 EUR", "-1.25 EUR", "—", "—", "4.75 EUR", "–"],
      ["└ lab", "6.00 EUR", "0.00 EUR", "-1.25 EUR", "—", "—", "4.75 EUR", "–"],
      ["total *", "8.90 EUR", "3.10 EUR", "-1.25 EUR", "—", "—", "10.75 EUR", "5.00 EUR"],
    ]);
  });

  it("adds up to the cent, down and across, whatever the millionths are", () => {
    const thirds = ["a", "b", "c"].map((name) =>
      charged(`retail CC-1 ${name}`, { reserved: "0.333333", allocated: "1.006667", refunded: "-0.011000" }),
    );
    const { blocks } = chargebackReport({ ...VIEW, charged: thirds, before: [] });
    const cents = blocks
      .flatMap((block) => (block.type === "table" ? block.rows : []))
      .map((row) => [row[1], row[2], row[3], row[6]].map((cell) => Math.round(Number.parseFloat(cell ?? "") * 100)));
    const [total, ...parts] = [cents.at(-1), ...cents.slice(1, -1)] as number[][];
    expect(total?.[3]).toBe(399);
    for (const column of [0, 1, 2, 3])
      expect(parts.reduce((sum, row) => sum + (row[column] ?? 0), 0)).toBe(total?.[column]);
  });

  it("says in a sentence what its charts show, and compares whole months alone", () => {
    expect(text()).toContain(
      "January 2027 comes to 10.75 EUR (1.25 EUR given back), most of it for shop: 6.00 EUR; +5.75 EUR (115 %) against the month before.",
    );
    expect(text({ isClosed: false })).toContain(
      "so far (1.25 EUR given back), most of it for shop: 6.00 EUR; the whole month before came to 5.00 EUR.",
    );
    expect(text()).toContain("By month: December 2026 5.00 EUR, January 2027 10.75 EUR (1.25 EUR given back).");
  });

  it("says in its charts' titles that their bars leave out what was given back, when something was", () => {
    const titles = (view: ChargebackView) =>
      chargebackReport(view).blocks.flatMap((block) => (block.type === "chart" ? block.title : []));
    const said = "before what is given back";
    expect(titles(VIEW)).toEqual([`Cost by infrastructure, ${said}`, `Cost by month, ${said}`]);
    const charged = VIEW.charged.filter(({ refunded }) => refunded === "0.000000");
    const months = VIEW.months.map((one) => ({ ...one, refunded: "0.000000" }));
    expect(titles({ ...VIEW, charged, months })).toEqual(["Cost by infrastructure", "Cost by month"]);
    expect(titles({ ...VIEW, charged })).toEqual(["Cost by infrastructure", `Cost by month, ${said}`]);
  });

  it("tells the cost centres apart, what was given back, and that something has no price", () => {
    expect(text()).toContain("Cost centre CC-1: 6.00 EUR\nCost centre CC-2: 4.75 EUR");
    expect(text()).toContain("Given back: -1.25 EUR");
    expect(text()).toContain("Without a price");
  });

  it("is called what the datacenter calls it", () => {
    expect(text()).toContain("Chargeback of dc1, January 2027\nCharged: 10.75 EUR");
    expect(text({ billing: "showback" })).toContain("Showback of dc1, January 2027\nCosts: 10.75 EUR");
  });

  it("goes with a file that has each machine, and numbers that a spreadsheet adds up", () => {
    const use = { used: "1.050000", idle: "2.050000", measuredSeconds: 21_600, seconds: 86_400 };
    const [shop, web, other, lab] = VIEW.charged as [Charged, Charged, Charged, Charged];
    const measured = [shop, { ...web, ...use }, { ...other, measuredSeconds: 0, seconds: 45_000 }, lab];
    const { file } = chargebackReport({ ...VIEW, charged: measured });
    expect(file).toMatchObject({ name: "chargeback-2027-02-10.csv", line: "report chargeback --csv" });
    expect(file?.content.split("\r\n").slice(1)).toEqual([
      "2027-01,retail,CC-1,shop,,,,2.90,0.00,,,,,0.00,2.90,EUR",
      "2027-01,retail,CC-1,shop,web,front,web-01,0.00,3.10,1.05,2.05,6.00,24.00,0.00,3.10,EUR",
      "2027-01,retail,CC-1,shop,web,front,web-02,0.00,0.00,,,0.00,12.50,0.00,0.00,EUR",
      "2027-01,labs,CC-2,lab,,,,6.00,0.00,,,,,-1.25,4.75,EUR",
      "",
    ]);
  });
});
