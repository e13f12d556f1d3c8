/** Cards as Teams shows them: valid, small enough, and word for word what was written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escaped } from "../../../src/adapters/teams/escape.ts";
import { renderForm } from "../../../src/adapters/teams/form.ts";
import { LIMITS } from "../../../src/adapters/teams/limits.ts";
import { renderCard } from "../../../src/adapters/teams/render.ts";
import type { Form } from "../../../src/bot/conversation.ts";
import type { Block, Card, Step } from "../../../src/cards/card.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { anyChart } from "../../cards/any-chart.ts";
import { ADAPTIVE_CARD_1_5 } from "../../support/teams-card-schema.ts";

const WORST: Step[] = ["done", "running", "waiting", "failed", "skipped"].map((state) => ({
  ...{ title: `step_${state}`, state: state as Step["state"], note: "3 s" },
}));

const EVERYTHING: Card = {
  title: "REQ-7 · *make* web_01",
  tone: "working",
  blocks: [
    { type: "text", text: "ana asks:\n- one\n- two" },
    {
      type: "facts",
      facts: [
        { label: "Role", value: "shop/web/front" },
        { label: "Empty", value: "" },
      ],
    },
    { type: "table", columns: ["machine", "state"], rows: [["web-01", "running"], ["web-02"]] },
    { type: "progress", title: "web-01", steps: WORST, done: 2, total: 5 },
  ],
  buttons: [
    { verb: "Approve", id: "REQ-7" },
    { verb: "Reject", id: "REQ-7" },
    { verb: "Withdraw", id: "REQ-7" },
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

const FORM: Form = {
  ...{ command: "vm create", title: "Make a machine", usage: "vm create <name> --role PATH" },
  fields: [
    { name: "name", label: "name", required: true, value: "web-01", hint: "a name" },
    { name: "template", label: "template", required: true, value: "", choices: ["small", "large"] },
    { name: "until", label: "until", required: false, value: "" },
  ],
};

describe("a card", () => {
  it("shows text, facts, tables, progress and buttons", () => {
    const drawn = renderCard(EVERYTHING, new Set(["Reject"]));
    expect(ADAPTIVE_CARD_1_5.safeParse(drawn).error).toBeUndefined();
    expect(drawn).toMatchSnapshot();
  });

  it("says in a sign what its colour says", () => {
    const looks = (["plain", "waiting", "working", "good", "bad"] as const).map((tone) =>
      renderCard({ ...EVERYTHING, tone }),
    );
    expect(new Set(looks.map(({ body }) => JSON.stringify(body[0]))).size).toBe(5);
  });

  it("draws charts as Teams does, with bars of letters for clients that know none", () => {
    const { body } = renderCard({ ...EVERYTHING, blocks: [CHART, { ...CHART, kind: "lines" }] });
    expect(body.slice(1)).toMatchSnapshot();
  });

  it("says how a file is got that a bot may not send", () => {
    const file = { name: "costs.csv", content: "a,b", line: "report chargeback --csv" };
    expect(JSON.stringify(renderCard({ ...EVERYTHING, file }).body.at(-1))).toContain("report chargeback --csv");
  });

  it("that is too large shows the first, and how many more there are", () => {
    const rows = Array.from({ length: 900 }, (_, at) => [`web-${at}`, "running"]);
    const drawn = JSON.stringify(
      renderCard({ ...EVERYTHING, blocks: [{ type: "table", columns: ["machine", "state"], rows }] }),
    );
    expect(Buffer.byteLength(drawn)).toBeLessThanOrEqual(LIMITS.cardBytes);
    expect(drawn).toMatch(/… and 8\d\d more/);
  });

  it("is valid and small enough, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 70 }), anyText, (blocks, title) => {
        const drawn = renderCard({ ...EVERYTHING, title, blocks });
        expect(ADAPTIVE_CARD_1_5.safeParse(drawn).error).toBeUndefined();
        expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThanOrEqual(LIMITS.cardBytes);
      }),
      { numRuns: 60 },
    );
  });
});

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "",
    "**_[x](javascript:alert(1))_**",
    "{{DATE(2017-02-14T06:08:39Z)}}",
    "😀".repeat(3000),
    "1. a\n# b\n> c",
  ),
);
const anyStep = fc.record({
  title: anyText,
  state: fc.constantFrom(...WORST.map(({ state }) => state)),
  note: anyText,
});
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: anyText }),
  fc.record({
    type: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 300 }),
  }),
  fc.record({
    ...{ type: fc.constant("table" as const), columns: fc.array(anyText, { minLength: 1, maxLength: 12 }) },
    rows: fc.array(fc.array(anyText, { maxLength: 12 }), { maxLength: 300 }),
  }),
  fc.record({
    ...{ type: fc.constant("progress" as const), title: anyText, steps: fc.array(anyStep, { maxLength: 300 }) },
    ...{ done: fc.integer({ min: -1, max: 500 }), total: fc.integer({ min: -1, max: 500 }) },
  }),
  anyChart(anyText),
);

describe("a form", () => {
  const problem = new Refusal("not-offered", "there is no *tiny*", "try: small", "template");

  it.each([
    ["in a chat", renderForm(FORM, "chat")],
    ["in a chat without dialogs, with a problem at a field", renderForm(FORM, "chat without dialogs", problem)],
    ["in a dialog, with a problem on top", renderForm(FORM, "dialog", new Refusal("over-quota", "shop is full"))],
  ])("%s", (_where, drawn) => {
    expect(ADAPTIVE_CARD_1_5.safeParse(drawn).error).toBeUndefined();
    expect(drawn).toMatchSnapshot();
  });

  it("says in a dialog itself what the head of a dialog has no room for", () => {
    const [short, long] = ["Resize", "from one template to another, with what that saves a day, ".repeat(3)];
    expect(JSON.stringify(renderForm({ ...FORM, title: short }, "dialog").body)).not.toContain(short);
    expect(JSON.stringify(renderForm({ ...FORM, title: long }, "dialog").body)).toContain(long);
  });

  it("has a problem above its field, and what was typed in it", () => {
    const { body } = renderForm(FORM, "chat", problem);
    const at = body.findIndex(({ id }) => id === "field-template");
    expect(JSON.stringify(body[at - 1])).toContain("there is no \\\\*tiny\\\\*");
    expect(body.find(({ id }) => id === "field-name")).toMatchObject({ value: "web-01" });
  });

  it("does not say at a field how the command is typed", () => {
    const unreadable = new Refusal("bad-arguments", "much is no size", "usage: vm create <name>", "template");
    const { body } = renderForm(FORM, "chat", unreadable);
    const at = body.findIndex(({ id }) => id === "field-template");
    expect(JSON.stringify(body[at - 1])).toContain("much is no size");
    expect(JSON.stringify(body[at - 1])).not.toContain("usage");
  });
});

describe("text", () => {
  it.each([
    ["a_b_c *d* `e` ~f~ [g](h)", "a\\_b\\_c \\*d\\* \\`e\\` \\~f\\~ \\[g\\](h)"],
    ["- a\n# b\n> c\n12. d", "\\- a\n\n\\# b\n\n\\> c\n\n12\\. d"],
    ["a - b # 1.5 x", "a - b # 1.5 x"],
    ["{{DATE(x)}}", "{\u200b{DATE(x)}}"],
    ["vm <name> &lt; 1 < 2", "vm <\u200bname> &\u200blt; 1 < 2"],
    ["back\\slash", "back\\\\slash"],
    ["3.10 EUR, --role, #ops", "3.10 EUR, --role, #ops"],
  ])("%j is not taken for Markdown", (text, safe) => {
    expect(escaped(text)).toBe(safe);
  });
});
