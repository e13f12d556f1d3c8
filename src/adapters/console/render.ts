/** Card → lines for a terminal. */
import {
  type Block,
  type Button,
  buttonLabel,
  type Card,
  type Fact,
  fileText,
  type Step,
  type Tone,
  VERBS,
} from "../../cards/card.ts";
import { drawChart } from "./chart.ts";
import type { Look, Paint, Style } from "./paint.ts";
import { drawTable } from "./table.ts";
import { clean, cleanLine, columnsOf, pad, wrap } from "./text-width.ts";

/** The sign says without colour what the colour says. */
const TONES: Record<Tone, { style: Style; sign: string }> = {
  plain: { style: "gray", sign: "" },
  waiting: { style: "yellow", sign: "? " },
  working: { style: "cyan", sign: "▸ " },
  good: { style: "green", sign: "✓ " },
  bad: { style: "red", sign: "✗ " },
};

const STEPS: Record<Step["state"], { style: Style; sign: string }> = {
  waiting: { style: "dim", sign: "·" },
  running: { style: "cyan", sign: "▸" },
  done: { style: "green", sign: "✓" },
  failed: { style: "red", sign: "✗" },
  skipped: { style: "dim", sign: "–" },
};

const LOOKS = { primary: "green", danger: "red", plain: "bold" } as const;
const LONGEST_LABEL = 24;
const LONGEST_BAR = 20;

/** The card behind a bar in the colour of its tone; `buttons` replaces the last line where only some may press. */
export function drawCard(card: Card, { width, paint }: Look, buttons?: string[]): string[] {
  const inner = { width: width - 2, paint };
  const { style, sign } = TONES[card.tone];
  const last = buttons ?? (card.buttons.length > 0 ? [drawButtons(card.buttons, paint)] : []);
  const lines = [
    ...wrap(sign + cleanLine(card.title), inner.width).map((line) => paint("bold", line)),
    ...card.blocks.flatMap((block, at) => [...(at > 0 && isTall(block) ? [""] : []), ...drawBlock(block, inner)]),
    ...(card.file ? wrap(cleanLine(fileText(card.file)), inner.width).map((line) => paint("dim", line)) : []),
    ...last,
  ];
  return lines.map((line) => `${paint(style, "┃")} ${line}`.trimEnd());
}

/** `[Approve] [Reject]`; where several have the same verb, each says what it is about. */
function drawButtons(buttons: readonly Button[], paint: Paint): string {
  const label = (one: Button) => cleanLine(buttonLabel(one, buttons));
  return buttons.map((one) => paint(LOOKS[VERBS[one.verb]], `[${label(one)}]`)).join(" ");
}

/** `▰▰▱▱ 2/4` */
export function drawBar(done: number, total: number): string {
  const cells = Math.min(Math.max(total, 0), LONGEST_BAR);
  const full = total > 0 ? Math.floor((Math.min(Math.max(done, 0), total) / total) * cells) : 0;
  return `${"▰".repeat(full)}${"▱".repeat(cells - full)} ${done}/${total}`.trimStart();
}

function isTall({ type }: Block): boolean {
  return type === "table" || type === "chart" || type === "progress";
}

function drawBlock(block: Block, look: Look): string[] {
  switch (block.type) {
    case "text":
      return wrap(clean(block.text), look.width);
    case "facts":
      return drawFacts(block.facts, look);
    case "table":
      return drawTable(block.columns, block.rows, look);
    case "chart":
      return drawChart(block, look);
    case "progress":
      return [
        ...wrap(`${cleanLine(block.title)}  ${drawBar(block.done, block.total)}`.trimStart(), look.width),
        ...block.steps.flatMap((step) => drawStep(step, look)),
      ];
  }
}

function drawFacts(facts: Fact[], look: Look): string[] {
  const labels = facts.map(({ label }) => cleanLine(label));
  const column = Math.min(LONGEST_LABEL, Math.max(0, ...labels.map(columnsOf)));
  return facts.flatMap(({ value }, at) => drawFact(labels[at] ?? "", clean(value), column, look));
}

function drawFact(label: string, value: string, column: number, { width, paint }: Look): string[] {
  const head = pad(label, column);
  const lines = wrap(value, width - Math.max(column, columnsOf(label)) - 2);
  return lines.map((line, at) => `${at === 0 ? paint("dim", head) : " ".repeat(columnsOf(head))}  ${line}`);
}

function drawStep({ title, state, note }: Step, { width, paint }: Look): string[] {
  const { style, sign } = STEPS[state];
  const text = `${cleanLine(title)}${note ? ` (${cleanLine(note)})` : ""}`;
  return wrap(text, width - 4).map((line, at) => `  ${at === 0 ? paint(style, sign) : " "} ${line}`);
}
