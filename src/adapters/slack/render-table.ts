/** Tables: Slack's own block in messages, a line for each row where there is none. */
import type { types } from "@slack/bolt";
import { LIMITS } from "./limits.ts";
import { clip, escapeText, inSections } from "./text.ts";

/** `native` are Slack's blocks for tables and charts, which only messages know; `text` is a line for each row. */
export type TableStyle = "native" | "text";

interface Table {
  columns: string[];
  rows: string[][];
}

export function drawTable(table: Table, style: TableStyle): types.KnownBlock[] {
  return style === "native" ? drawNative(table) : drawText(table);
}

function drawNative({ columns, rows }: Table): types.KnownBlock[] {
  const heading = columns.slice(0, LIMITS.tableColumns);
  const { kept, left } = fittingRows(
    heading,
    rows.map((row) => row.slice(0, LIMITS.tableColumns)),
  );
  const cells = [heading, ...kept].map((row) => row.map(cell));
  const settings = heading.map(() => ({ is_wrapped: true }));
  return [{ type: "table", rows: cells, column_settings: settings }, ...moreRows(left)];
}

/** Slack refuses cells without a text. */
function cell(text: string): { type: "raw_text"; text: string } {
  return { type: "raw_text", text: clip(text.toWellFormed().trim() || "–", LIMITS.tableCell) };
}

/** The rows for which there is room beside the heading. */
function fittingRows(heading: string[], rows: string[][]): { kept: string[][]; left: number } {
  let letters = lettersIn(heading);
  const over = rows.findIndex((row, at) => {
    letters += lettersIn(row);
    return letters > LIMITS.tableText || at >= LIMITS.tableRows - 1;
  });
  const kept = over === -1 ? rows : rows.slice(0, over);
  return { kept, left: rows.length - kept.length };
}

function lettersIn(row: string[]): number {
  return row.reduce((sum, text) => sum + Math.min(text.length, LIMITS.tableCell) + 1, 0);
}

/** The columns first, then a line for each row; its first cell is its name. */
function drawText({ columns, rows }: Table): types.KnownBlock[] {
  const { kept, left } = fittingRows(columns, rows);
  const lines = kept.map(([name = "", ...rest]) => [`*${shortCell(name)}*`, ...rest.map(shortCell)].join(" · "));
  return [...inSections([`_${columns.map(shortCell).join(" · ")}_`, ...lines]), ...moreRows(left)];
}

function shortCell(text: string): string {
  return escapeText(clip(text.replace(/\s+/gu, " ").trim() || "–", LIMITS.tableCell));
}

function moreRows(left: number): types.ContextBlock[] {
  return left === 0 ? [] : [{ type: "context", elements: [{ type: "mrkdwn", text: `… and ${left} more rows` }] }];
}
