/** The vocabulary in which everything is shown; each platform has one renderer for it. */
import type { Chart } from "./chart.ts";

/** A picture of a row: drawn again whenever the row changes, never patched. */
export interface Card {
  title: string;
  tone: Tone;
  blocks: Block[];
  buttons: Button[];
  /** What goes with it to be opened elsewhere; where no file can be sent, the line that shows it is said instead. */
  file?: CardFile;
}

/** Something to be kept or opened elsewhere: `audit.csv`. */
export interface TextFile {
  name: string;
  content: string;
}

/** `line` is what is typed to get it: `report chargeback --csv`. */
export interface CardFile extends TextFile {
  line: string;
}

/** How it stands, as a colour or a sign: waiting for people, at work, ended well, ended badly, or none of these. */
export type Tone = "plain" | "waiting" | "working" | "good" | "bad";

export type Block =
  | { type: "text"; text: string }
  | { type: "facts"; facts: Fact[] }
  | { type: "table"; columns: string[]; rows: string[][] }
  | ({ type: "chart" } & Chart)
  | { type: "progress"; title: string; steps: Step[]; done: number; total: number };

export interface Fact {
  label: string;
  value: string;
}

/** One line of a progress block. */
export interface Step {
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "skipped";
  note?: string;
}

/** A button carries a verb and an id, nothing else, so that an old card still works. */
export interface Button {
  verb: Verb;
  id: string;
}

/** Every button there is, with its look. What is written on it is its name. */
export const VERBS = {
  Approve: "primary",
  Reject: "danger",
  Ask: "plain",
  Offer: "plain",
  Answer: "primary",
  Accept: "primary",
  Decline: "danger",
  Withdraw: "plain",
  Submit: "primary",
  Discard: "danger",
  Provision: "primary",
  Extend: "primary",
  Decommission: "danger",
  Retry: "primary",
  Cancel: "danger",
  Wait: "primary",
  Explain: "plain",
  Dispute: "plain",
  Return: "plain",
  Resize: "plain",
  Keep: "primary",
  Start: "primary",
  Stop: "plain",
} as const satisfies Record<string, "primary" | "danger" | "plain">;

export type Verb = keyof typeof VERBS;

/** What a button says; where several have the same verb, each says what it is about. */
export function buttonLabel({ verb, id }: Button, all: readonly Button[]): string {
  return all.filter((one) => one.verb === verb).length > 1 ? `${verb} ${id}` : verb;
}

/** The whole of a card as plain text: what is searched, read aloud, and shown where cards cannot be. */
export function cardText(card: Card): string {
  return [card.title, ...card.blocks.map(blockText), ...(card.file ? [fileText(card.file)] : [])].join("\n");
}

/** Said of a file where none can be sent. */
export function fileText({ name, line }: CardFile): string {
  return `${name}: ${line}`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "facts":
      return block.facts.map((fact) => `${fact.label}: ${fact.value}`).join("\n");
    case "table":
      return [block.columns, ...block.rows].map((row) => row.join("  ")).join("\n");
    case "chart":
      return `${block.title}\n${block.sentence}`;
    case "progress":
      return [`${block.title} ${block.done}/${block.total}`, ...block.steps.map(stepText)].join("\n");
  }
}

function stepText(step: Step): string {
  return `${step.title}: ${step.state}${step.note ? ` (${step.note})` : ""}`;
}
