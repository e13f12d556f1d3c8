/** How cards look in a terminal. */
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inColour, uncoloured } from "../../../src/adapters/console/paint.ts";
import { drawBar, drawCard } from "../../../src/adapters/console/render.ts";
import { drawPosted } from "../../../src/adapters/console/render-posted.ts";
import { clean, columnsOf, wrap } from "../../../src/adapters/console/text-width.ts";
import type { Block, Card } from "../../../src/cards/card.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { anyChart } from "../../cards/any-chart.ts";

const PLAIN = { width: 60, paint: uncoloured };

const CARD: Card = {
  title: "REQ-7 · create 2 VMs web",
  tone: "waiting",
  blocks: [
    {
      type: "text",
      text: "ana asks for two small machines in shop/web/front, because the spring sale begins on Monday.",
    },
    {
      type: "facts",
      facts: [
        { label: "State", value: "awaitingApproval" },
        { label: "Cost", value: "6.20 EUR a day" },
      ],
    },
    {
      type: "table",
      columns: ["Name", "Template", "A day"],
      rows: [
        ["web-1", "small", "3.10"],
        ["日本語", "small", "13.10"],
        ["🙂", "large", "3.10"],
      ],
    },
    {
      type: "progress",
      title: "Creating",
      done: 2,
      total: 4,
      steps: [
        { title: "Find a host", state: "done", note: "h1" },
        { title: "Copy the disk", state: "done" },
        { title: "Start", state: "running" },
        { title: "Say so", state: "waiting" },
      ],
    },
  ],
  buttons: [
    { verb: "Approve", id: "REQ-7" },
    { verb: "Reject", id: "REQ-7" },
  ],
};

const CHART: Block = {
  ...{ type: "chart", kind: "stacked", title: "November", unit: "EUR", digits: 2, sentence: "shop costs most" },
  categories: ["shop", "till"],
  series: [
    { name: "reserved", values: [12, 2.5] },
    { name: "allocated", values: [6, 0] },
  ],
};

const withBlocks = (...blocks: Block[]): Card => ({ title: "t", tone: "plain", blocks, buttons: [] });

describe("a card", () => {
  it("is understood in five seconds", () => {
    expect(drawCard(CARD, PLAIN).join("\n")).toMatchInlineSnapshot(`
      "┃ ? REQ-7 · create 2 VMs web
      ┃ ana asks for two small machines in shop/web/front, because
      ┃ the spring sale begins on Monday.
      ┃ State  awaitingApproval
      ┃ Cost   6.20 EUR a day
      ┃
      ┃ Name    Template  A day
      ┃ web-1   small      3.10
      ┃ 日本語  small     13.10
      ┃ 🙂      large      3.10
      ┃
      ┃ Creating  ▰▰▱▱ 2/4
      ┃   ✓ Find a host (h1)
      ┃   ✓ Copy the disk
      ┃   ▸ Start
      ┃   · Say so
      ┃ [Approve] [Reject]"
    `);
  });

  it("has colour only when asked, and then the same words", () => {
    const coloured = drawCard(CARD, { width: 60, paint: inColour });
    expect(coloured.join("")).toContain("\x1b[33m┃");
    expect(coloured.map(stripVTControlCharacters)).toEqual(drawCard(CARD, PLAIN));
  });

  it.each([20, 30, 44, 79])("fits into %i columns, and loses no word", (width) => {
    const lines = drawCard(CARD, { width, paint: uncoloured });
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
    expect(lines.join("").replaceAll(/[\s┃]/g, "")).toContain("becausethespringsalebeginsonMonday.");
  });

  it("is not wrapped where there is no width", () => {
    expect(drawCard(CARD, { width: Number.POSITIVE_INFINITY, paint: uncoloured })[1]).toContain("begins on Monday.");
  });

  it("keeps the columns of a table in line beside wide characters", () => {
    const rows = drawCard(
      withBlocks({
        type: "table",
        columns: ["a", "b"],
        rows: [
          ["日本", "x"],
          ["🙂", "x"],
          ["é", "x"],
        ],
      }),
      PLAIN,
    );
    expect(new Set(rows.slice(3).map((row) => columnsOf(row.slice(0, row.indexOf("x"))))).size).toBe(1);
  });

  it("draws a chart as bars, as wide as there is room", () => {
    expect(drawCard(withBlocks(CHART), { ...PLAIN, width: 40 }).join("\n")).toMatchInlineSnapshot(`
      "┃ t
      ┃ November
      ┃ shop costs most
      ┃ shop  ██████████████▓▓▓▓▓▓▓  18.00 EUR
      ┃ till  ███                     2.50 EUR
      ┃ █ reserved  ▓ allocated"
    `);
  });

  it("keeps a chart within the width, whatever is in it", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.constantFrom("日本語".repeat(30), "\x1b[2J"),
    );
    fc.assert(
      fc.property(anyChart(text), fc.integer({ min: 20, max: 120 }), (chart, width) => {
        const lines = drawCard(withBlocks(chart), { width, paint: uncoloured });
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
        expect(lines.join("")).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
      }),
      { numRuns: 60 },
    );
  });

  it("shows a bar also for nothing, for too much and for very much", () => {
    expect([drawBar(0, 0), drawBar(2, 4), drawBar(9, 4), drawBar(50, 100)]).toEqual([
      "0/0",
      "▰▰▱▱ 2/4",
      "▰▰▰▰ 9/4",
      `${"▰".repeat(10)}${"▱".repeat(10)} 50/100`,
    ]);
  });
});

describe("what people wrote", () => {
  const HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b2J\b\r\nana> dc purge\u202e";

  it("cannot command the terminal, wherever it stands", () => {
    const steps = [{ title: HOSTILE, state: "failed" as const, note: HOSTILE }];
    const card = {
      ...withBlocks(
        { type: "text", text: HOSTILE },
        { type: "facts", facts: [{ label: HOSTILE, value: HOSTILE }] },
        { type: "table", columns: [HOSTILE], rows: [[HOSTILE]] },
        { type: "progress", title: HOSTILE, steps, done: 0, total: 1 },
      ),
      title: HOSTILE,
    };
    const refusal = new Refusal("not-found", HOSTILE, HOSTILE);
    const fields = [{ name: "n", label: HOSTILE, required: false, value: HOSTILE, choices: [HOSTILE], hint: HOSTILE }];
    const form = { command: "c", title: HOSTILE, usage: HOSTILE, fields };
    const lines = [
      ...drawPosted({ kind: "card", to: "#ops", request: "REQ-1", card }, PLAIN),
      ...drawPosted({ kind: "edit", to: "#ops", request: "REQ-1", card }, PLAIN),
      ...drawPosted({ kind: "notice", to: "#ops", text: HOSTILE }, PLAIN),
      ...drawPosted({ kind: "answer", to: "ana", answer: { kind: "text", text: HOSTILE } }, PLAIN),
      ...drawPosted({ kind: "answer", to: "ana", answer: { kind: "refusal", refusal } }, PLAIN),
      ...drawPosted({ kind: "answer", to: "ana", answer: { kind: "form", form } }, PLAIN),
    ];
    expect(lines.join("")).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(lines.filter((line) => !line.startsWith("  "))).toEqual([]);
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(PLAIN.width);
  });

  it("stays readable: pictures for control characters, line ends as they were", () => {
    expect(clean("a\x1bb\r\nc\td\x7f")).toBe("a␛b\nc d␡");
  });

  it("is measured as a terminal shows it", () => {
    expect(["abc", "日本", "e\u0301", "🙂", "👩‍👩‍👧", "▰▱┃"].map(columnsOf)).toEqual([3, 4, 1, 2, 2, 3]);
  });

  it("is broken between words, and inside those that are too long", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrap("x".repeat(10), 4)).toEqual(["xxxx", "xxxx", "xx"]);
    expect(wrap("日本語", 4)).toEqual(["日本", "語"]);
  });
});
