/** Slack's documented limits of messages and views as rules over what we send; a list of what breaks them. */
import type { types } from "@slack/bolt";
import type { SlackBlock } from "../../src/adapters/slack/render.ts";

/** What each kind of block may be, from https://docs.slack.dev/reference/block-kit/blocks; written beside the renderer's own table. */
export function brokenRules(blocks: SlackBlock[], most = 50): string[] {
  const ids = blocks.flatMap(({ block_id }) => block_id ?? []);
  const said = blocks.filter(({ type }) => !["actions", "input", "table"].includes(type));
  const tables = blocks.filter(({ type }) => type === "table").length;
  return [
    ...rule(blocks.length >= 1 && blocks.length <= most, `${blocks.length} blocks`),
    ...rule(new Set(ids).size === ids.length, "a block_id twice"),
    ...rule(tables <= 1, `${tables} tables`),
    ...rule(blocks.filter(({ type }) => type === "data_visualization").length <= 2, "more than two charts"),
    ...rule(JSON.stringify(said).length <= 13_000, "more letters than Slack takes"),
    ...blocks.flatMap(brokenIn),
  ];
}

function brokenIn(block: SlackBlock): string[] {
  switch (block.type) {
    case "header":
      return text("header", block.text.text, 150);
    case "section":
      return [
        ...(block.text ? text("section", block.text.text, 3000) : []),
        ...rule((block.fields?.length ?? 1) >= 1 && (block.fields?.length ?? 1) <= 10, "fields"),
        ...(block.fields ?? []).flatMap((field) => text("field", field.text, 2000)),
        ...rule(block.text !== undefined || block.fields !== undefined, "an empty section"),
      ];
    case "context":
      return block.elements.flatMap((one) => (one.type === "mrkdwn" ? text("context", one.text, 3000) : []));
    case "actions":
      return brokenActions(block);
    case "table":
      return brokenTable(block);
    case "input":
      return brokenInput(block);
    case "data_visualization":
      return brokenChart(block);
    default:
      return [`a block of type ${block.type}`];
  }
}

function brokenActions({ elements }: types.ActionsBlock): string[] {
  const buttons = elements.flatMap((one) => (one.type === "button" ? [one] : []));
  const ids = buttons.map(({ action_id }) => action_id);
  return [
    ...rule(elements.length >= 1 && elements.length <= 25, `${elements.length} elements`),
    ...rule(new Set(ids).size === ids.length, "an action_id twice"),
    ...buttons.flatMap((button) => [
      ...text("label", button.text.text, 75),
      ...rule((button.value ?? "").length <= 2000, "value"),
      ...rule((button.action_id ?? "").length <= 255, "action_id"),
    ]),
  ];
}

function brokenTable({ rows }: types.TableBlock): string[] {
  const cells = rows.flat().map((cell) => (cell.type === "raw_text" ? cell.text : ""));
  return [
    ...rule(rows.length <= 100, `${rows.length} rows`),
    ...rule(
      rows.every((row) => row.length <= 20),
      "columns",
    ),
    ...rule(
      cells.every((cell) => cell.length > 0),
      "an empty cell",
    ),
    ...rule(cells.join("").length <= 10_000, "letters in a table"),
  ];
}

function brokenChart({ title, chart }: Extract<SlackBlock, { type: "data_visualization" }>): string[] {
  const { categories } = chart.axis_config;
  const names = chart.series.map(({ name }) => name);
  return [
    ...text("a chart's title", title, 50),
    ...rule(chart.series.length >= 1 && chart.series.length <= 6, `${chart.series.length} series`),
    ...rule(categories.length >= 1 && categories.length <= 20, `${categories.length} categories`),
    ...[categories, names].flatMap((all) => rule(new Set(all).size === all.length, "a name twice")),
    ...[...categories, ...names].flatMap((label) => text("a chart's label", label, 20)),
    ...chart.series.flatMap(({ data }) => [
      ...rule(JSON.stringify(data.map(({ label }) => label)) === JSON.stringify(categories), "other labels"),
      ...rule(
        data.every(({ value }) => Number.isFinite(value)),
        "a figure that is none",
      ),
    ]),
  ];
}

function brokenInput({ label, hint, element, block_id = "" }: types.InputBlock): string[] {
  const options = element.type === "static_select" ? (element.options ?? []) : [];
  const initial = element.type === "plain_text_input" ? (element.initial_value ?? "") : "";
  return [
    ...text("label", label.text, 2000),
    ...(hint ? text("hint", hint.text, 2000) : []),
    ...rule(block_id.length <= 255, "block_id"),
    ...rule(options.length <= 100, `${options.length} options`),
    ...options.flatMap((option) => [
      ...text("option", option.text.text, 75),
      ...text("option's value", option.value ?? "", 150),
    ]),
    ...rule(initial.length <= 3000, "initial value"),
  ];
}

function text(what: string, said: string, most: number): string[] {
  return rule(said.length >= 1 && said.length <= most, `${what} of ${said.length} letters`);
}

function rule(holds: boolean, broken: string): string[] {
  return holds ? [] : [broken];
}
