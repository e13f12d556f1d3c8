/** Card → Block Kit, within Slack's limits. */
import type { types } from "@slack/bolt";
import { type Block, type Card, cardText, type Fact, fileText, type Step, type Tone } from "../../cards/card.ts";
import { LIMITS } from "./limits.ts";
import { drawButtons } from "./render-buttons.ts";
import { type ChartBlock, drawChart } from "./render-chart.ts";
import { drawTable, type TableStyle } from "./render-table.ts";
import { clip, escapedText, escapeText, inSections, mrkdwn, plain, section } from "./text.ts";

/** What `chat.postMessage` and its kin take: the blocks, and the text for notifications and screen readers. */
export interface Rendered {
  text: string;
  blocks: SlackBlock[];
}

/** Bolt's types know no charts yet. */
export type SlackBlock = types.KnownBlock | ChartBlock;

/** The sign says without colour how it stands; all of them are letters of ordinary fonts, too. */
const SIGNS: Record<Tone, string> = { plain: "", waiting: "◔ ", working: "⚙ ", good: "✔ ", bad: "✖ " };

const STEPS: Record<Step["state"], string> = { waiting: "·", running: "▸", done: "✔", failed: "✖", skipped: "–" };

/** A value longer than this gets a line of its own instead of half of one. */
const SHORT_VALUE = 48;
const LONGEST_BAR = 20;

/** Draws a card. Tables are native blocks only where `tables` says so: views and older clients know none. */
export function renderCard(card: Card, tables: TableStyle = "native", most: number = LIMITS.blocks): Rendered {
  const header = { type: "header" as const, text: plain(SIGNS[card.tone] + card.title, LIMITS.header) };
  const buttons = drawButtons(card.buttons);
  const styles = blockStyles(card, tables);
  const body = card.blocks.flatMap((block, at) =>
    isHeading(card.blocks, at) ? [section(`*${lineOf(block)}*`)] : drawBlock(block, styles[at] ?? "text"),
  );
  const last = [...fileLine(card), ...buttons];
  return {
    text: renderText(cardText({ ...card, title: SIGNS[card.tone] + card.title })),
    blocks: [header, ...fitting(body, most - 1 - last.length), ...last],
  };
}

function fileLine({ file }: Card): types.ContextBlock[] {
  return file ? [{ type: "context", elements: [mrkdwn(fileText(file), LIMITS.field)] }] : [];
}

/** A sentence or a fallback: escaped, and no longer than Slack likes. */
export function renderText(text: string): string {
  return clip(escapeText(text), LIMITS.text);
}

/** A short line right above facts or a table is what they are about. */
function isHeading(blocks: Block[], at: number): boolean {
  const [block, next] = [blocks[at], blocks[at + 1]];
  const isLine = block?.type === "text" && /^[^\n*]{1,80}$/u.test(block.text.trim());
  return isLine && (next?.type === "facts" || next?.type === "table");
}

function lineOf(block: Block): string {
  return block.type === "text" ? line(block.text) : "";
}

/** Slack takes one native table and two charts a message; further ones are drawn as text. */
function blockStyles({ blocks }: Card, wanted: TableStyle): TableStyle[] {
  const before = (type: Block["type"], at: number) => blocks.slice(0, at).filter((one) => one.type === type).length;
  return blocks.map(({ type }, at) => (before(type, at) < (type === "chart" ? LIMITS.charts : 1) ? wanted : "text"));
}

/** As many blocks as there is room for, in number and in letters; what was left out is said. */
function fitting(blocks: SlackBlock[], most: number): SlackBlock[] {
  let letters = 0;
  const over = blocks.findIndex((block, at) => {
    letters += lettersIn(block);
    return letters > LIMITS.blocksText || (at === most - 1 && blocks.length > most);
  });
  if (over === -1) return blocks;
  const more = { type: "context" as const, elements: [mrkdwn("… and more, which does not fit here", LIMITS.field)] };
  return [...blocks.slice(0, over), more];
}

/** Blocks count as they travel; a table has a limit of its own on its texts, and counts as these. */
function lettersIn(block: SlackBlock): number {
  if (block.type !== "table") return JSON.stringify(block).length;
  return block.rows.flat().reduce((sum, cell) => sum + (cell.type === "raw_text" ? cell.text.length : 0), 0);
}

function drawBlock(block: Block, style: TableStyle): SlackBlock[] {
  switch (block.type) {
    case "text":
      return [section(escapeText(block.text))];
    case "facts":
      return drawFacts(block.facts);
    case "table":
      return drawTable(block, style);
    case "chart":
      return drawChart(block, style);
    case "progress":
      return inSections([`*${line(block.title)}*  ${drawBar(block.done, block.total)}`, ...block.steps.map(drawStep)]);
  }
}

/** Short facts stand in two columns, long ones get the whole width, as all do where most are long; the order stays. */
function drawFacts(facts: Fact[]): types.KnownBlock[] {
  if (facts.filter(isShort).length <= facts.length / 2) return inSections(facts.map(factLine));
  const runs: Fact[][] = [];
  for (const fact of facts) {
    const last = runs.at(-1)?.at(-1);
    if (last && isShort(last) === isShort(fact)) runs.at(-1)?.push(fact);
    else runs.push([fact]);
  }
  return runs.flatMap((run) => (run.length > 1 && run.every(isShort) ? inColumns(run) : inSections(run.map(factLine))));
}

function isShort({ label, value }: Fact): boolean {
  return label.length <= SHORT_VALUE && value.length <= SHORT_VALUE;
}

function inColumns(facts: Fact[]): types.SectionBlock[] {
  const fields = facts.map(({ label, value }) =>
    escapedText(`*${line(label)}*\n${escapeText(value) || "–"}`, LIMITS.field),
  );
  const sections = Math.ceil(fields.length / LIMITS.fields);
  return Array.from({ length: sections }, (_, at) => ({
    type: "section",
    fields: fields.slice(at * LIMITS.fields, (at + 1) * LIMITS.fields),
  }));
}

function factLine({ label, value }: Fact): string {
  return `*${line(label)}*  ${escapeText(value) || "–"}`;
}

/** `▰▰▱▱ 2/4` */
function drawBar(done: number, total: number): string {
  const cells = Math.min(Math.max(total, 0), LONGEST_BAR);
  const full = total > 0 ? Math.floor((Math.min(Math.max(done, 0), total) / total) * cells) : 0;
  return `${"▰".repeat(full)}${"▱".repeat(cells - full)} ${done}/${total}`.trimStart();
}

function drawStep({ title, state, note }: Step): string {
  return `${STEPS[state]}  ${line(title)}${note ? `  _${line(note)}_` : ""}`;
}

function line(said: string): string {
  return escapeText(said.replace(/\s+/gu, " ").trim());
}

/** Does it hold blocks that not every Slack understands? */
export function isDemanding({ blocks }: Rendered): boolean {
  return blocks.some(({ type }) => type === "table" || type === "data_visualization");
}
