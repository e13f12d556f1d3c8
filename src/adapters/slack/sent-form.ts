/** A filled-in modal as Slack sends it → its fields, and the same modal with what is wrong on top. */
import type { types } from "@slack/bolt";
import { INPUT, SECRET_INPUT } from "./form.ts";
import { LIMITS } from "./limits.ts";
import { mrkdwn, plain } from "./text.ts";

const PROBLEM = "problem";

/** As Slack sends a view back. */
export interface SentView {
  title: { text: string };
  private_metadata: string;
  blocks: (types.KnownBlock | types.Block)[];
  state: { values: Record<string, Record<string, SentValue>> };
}

interface SentValue {
  value?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
}

/** What was filled in, by the names of the fields; what was left empty is an empty text. */
export function readFields(view: SentView): Record<string, string> {
  const inputs = inputsOf(view).map((input) => [input.block_id ?? "", filledIn(input, view)] as const);
  return Object.fromEntries(inputs);
}

/** Slack lets nobody empty a required input, so an empty one was not touched and keeps what it showed. */
function filledIn(input: types.InputBlock, { state }: SentView): string {
  const values = state.values[input.block_id ?? ""];
  const sent = values?.[INPUT] ?? values?.[SECRET_INPUT];
  const value = sent?.selected_option?.value ?? sent?.value ?? "";
  return value === "" && !input.optional ? initialOf(input) : value;
}

function initialOf({ element }: types.InputBlock): string {
  if (element.type === "plain_text_input") return element.initial_value ?? "";
  if (element.type === "static_select") return element.initial_option?.value ?? "";
  return "";
}

export function hasField(view: SentView, name: string): boolean {
  return inputsOf(view).some(({ block_id }) => block_id === name);
}

/** The same modal with a sentence on top that says what is wrong; what was typed stays. */
export function withProblem(view: SentView, problem: string): types.ModalView {
  const blocks = (view.blocks as types.KnownBlock[]).filter(({ block_id }) => block_id !== PROBLEM);
  const filled = blocks.map((block) => (block.type === "input" ? refilled(block, filledIn(block, view)) : block));
  return {
    ...frame(view),
    submit: plain("Send", LIMITS.viewButton),
    blocks: [problemBlock(problem), ...filled].slice(0, LIMITS.viewBlocks),
  };
}

/** The modal while, or after, its command is at work: nothing to fill in. */
export function withMessage(view: SentView, message: string): types.ModalView {
  return { ...frame(view), blocks: [{ type: "section", text: mrkdwn(message, LIMITS.section) }] };
}

function frame(view: SentView) {
  return {
    type: "modal" as const,
    callback_id: "form",
    title: plain(view.title.text, LIMITS.viewTitle),
    close: plain("Close", LIMITS.viewButton),
    private_metadata: view.private_metadata,
  };
}

function problemBlock(problem: string): types.SectionBlock {
  return { type: "section", block_id: PROBLEM, text: mrkdwn(`⚠ ${problem}`, LIMITS.section) };
}

function refilled(block: types.InputBlock, value: string): types.InputBlock {
  const { element } = block;
  if (element.action_id === SECRET_INPUT) return block;
  if (element.type === "plain_text_input") return { ...block, element: { ...element, initial_value: value } };
  if (element.type !== "static_select") return block;
  const initial = element.options?.find((option) => option.value === value);
  return initial ? { ...block, element: { ...element, initial_option: initial } } : block;
}

function inputsOf({ blocks }: SentView): types.InputBlock[] {
  return (blocks as types.KnownBlock[]).filter((block) => block.type === "input");
}
