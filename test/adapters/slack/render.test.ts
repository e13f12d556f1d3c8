/** Cards in Slack: how each kind looks, and that nothing anybody writes breaks Slack's limits or says more than it should. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rendered, renderCard, renderText } from "../../../src/adapters/slack/render.ts";
import { type Block, type Card, type Step, type Tone, VERBS, type Verb } from "../../../src/cards/card.ts";
import { anyChart } from "../../cards/any-chart.ts";
import { GALLERY } from "../../support/slack-gallery.ts";
import { brokenRules } from "../../support/slack-rules.ts";

describe("every kind of card", () => {
  it.each(Object.entries(GALLERY))("%s", (_name, card) => {
    expect(shown(renderCard(card))).toMatchSnapshot();
    expect(brokenRules(renderCard(card).blocks)).toEqual([]);
    expect(brokenRules(renderCard(card, "text").blocks)).toEqual([]);
  });
});

const CHART: Extract<Block, { type: "chart" }> = {
  ...{ type: "chart", kind: "stacked", title: "November", unit: "EUR", digits: 2, sentence: "shop costs most" },
  categories: ["shop", "till"],
  series: [
    { name: "reserved", values: [12, 2.5] },
    { name: "allocated", values: [6, 0] },
  ],
};

/** A block a line, so that a change of one is seen as that. */
function shown({ text, blocks }: Rendered): string {
  return [JSON.stringify(text), ...blocks.map((one) => JSON.stringify(one))].join("\n");
}

const hostile = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("<!channel>", "<@U0ANA>", "&lt;", "```", "*bold* _it_ ~no~", "\ud800", " ", "\n\n", "🏗️".repeat(60)),
  fc.constantFrom(40, 800).map((length) => "&<>x".repeat(length)),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: hostile }),
  fc.record({
    type: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: hostile, value: hostile }), { maxLength: 30 }),
  }),
  fc
    .record({ columns: fc.integer({ min: 1, max: 25 }), rows: fc.constantFrom(0, 3, 120), text: hostile })
    .map(({ columns, rows, text }) => {
      const row = Array.from({ length: columns }, () => text);
      return { type: "table" as const, columns: row, rows: Array.from({ length: rows }, () => row) };
    }),
  fc.record({
    ...{ type: fc.constant("progress" as const), title: hostile, done: fc.integer(), total: fc.integer() },
    steps: fc.array(
      fc.record<Step>({
        title: hostile,
        state: fc.constantFrom("waiting", "running", "done", "failed"),
        note: hostile,
      }),
      { maxLength: 40 },
    ),
  }),
  anyChart(hostile),
);

const card: fc.Arbitrary<Card> = fc.record({
  title: hostile,
  tone: fc.constantFrom<Tone>("plain", "waiting", "working", "good", "bad"),
  blocks: fc.array(block, { maxLength: 8 }),
  buttons: fc.array(fc.record({ verb: fc.constantFrom(...(Object.keys(VERBS) as Verb[])), id: hostile }), {
    maxLength: 40,
  }),
});

describe("whatever is written in a card", () => {
  it("keeps to Slack's limits, in messages and in views", () => {
    fc.assert(
      fc.property(card, (one) => {
        expect(brokenRules(renderCard(one).blocks)).toEqual([]);
        expect(brokenRules(renderCard(one, "text", 100).blocks, 100)).toEqual([]);
        expect(renderCard(one).text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it("calls nobody, links nowhere, and cuts no letter in two", () => {
    fc.assert(
      fc.property(card, (one) => {
        const { blocks, text } = renderCard(one, "text");
        const marked = [text, ...texts(blocks)].join("\n");
        expect(marked).not.toMatch(/[<>]/);
        expect(marked).not.toMatch(/&(?!(amp|lt|gt);)/);
        expect(marked.isWellFormed()).toBe(true);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

/** Texts that Slack reads for marks. */
function texts(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  if ("type" in part && part.type === "mrkdwn" && "text" in part) return [String(part.text)];
  return Object.values(part).flatMap(texts);
}

describe("what a card says", () => {
  const plain = (over: Partial<Card>): Card => ({ title: "t", tone: "plain", blocks: [], buttons: [], ...over });

  it("shows the buttons however long the card is, and says that something was left out", () => {
    const blocks = Array.from({ length: 80 }, (_, at): Block => ({ type: "text", text: `line ${at}\nand more` }));
    const drawn = renderCard(plain({ blocks, buttons: [{ verb: "Approve", id: "REQ-1" }] })).blocks;
    expect(drawn).toHaveLength(50);
    expect(drawn.at(-1)?.type).toBe("actions");
    expect(JSON.stringify(drawn.at(-2))).toContain("… and more, which does not fit here");
  });

  it("shows a table of a hundred machines whole", () => {
    const row = (at: number) => [`machine-${at}`, "running", "shop/web/front", "small", "10.0.0.1", "3.10 EUR a day"];
    const rows = Array.from({ length: 99 }, (_, at) => row(at));
    const blocks: Block[] = [{ type: "table", columns: row(0), rows }];
    expect(renderCard(plain({ blocks })).blocks.map(({ type }) => type)).toEqual(["header", "table"]);
    expect(JSON.stringify(renderCard(plain({ blocks }), "text").blocks)).toContain("machine-98");
  });

  it("says how many rows of a table were left out", () => {
    const rows = Array.from({ length: 150 }, (_, at) => [`vm-${at}`]);
    const drawn = renderCard(plain({ blocks: [{ type: "table", columns: ["machine"], rows }] })).blocks;
    expect(JSON.stringify(drawn.at(-1))).toContain("… and 51 more rows");
  });

  it("a button carries its verb and an id, and names the id where there are several", () => {
    const one = { verb: "Start", id: "web-1" } as const;
    const [, actions] = renderCard(plain({ buttons: [one] })).blocks;
    expect(actions).toMatchObject({ elements: [{ action_id: "Start", value: "web-1", text: { text: "Start" } }] });
    const rows = renderCard(plain({ buttons: [one, { verb: "Start", id: "web-2" }] })).blocks.slice(1);
    expect(JSON.stringify(rows)).toContain("Start web-2");
    expect(rows).toHaveLength(2);
  });

  it("draws two charts as Slack does, and more of them in letters", () => {
    const { blocks } = renderCard(plain({ blocks: [CHART, { ...CHART, kind: "lines" }, CHART] }));
    expect(blocks.map((one) => JSON.stringify(one)).join("\n")).toMatchSnapshot();
  });

  it("draws a chart in letters where a figure is missing, which Slack would take for nothing", () => {
    const gaps: Block = { ...CHART, series: [{ name: "used", values: [1, null] }] };
    const [, , bars] = renderCard(plain({ blocks: [gaps] })).blocks;
    expect(JSON.stringify(bars)).toContain("—");
  });

  it("says how a file is got", () => {
    const file = { name: "costs.csv", content: "a,b", line: "report chargeback --csv" };
    expect(JSON.stringify(renderCard(plain({ file })).blocks.at(-1))).toContain("costs.csv: report chargeback --csv");
  });

  it("a notice is what was said, and no more", () => {
    expect(renderText("<!channel> & co")).toBe("&lt;!channel&gt; &amp; co");
  });
});
