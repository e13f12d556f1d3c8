/** Everything that can appear in a terminal, as lines: replies, refusals, forms, cards, edits, notices. */
import type { Answer, Form } from "../../bot/conversation.ts";
import { type Block, type Card, cardText, type TextFile } from "../../cards/card.ts";
import type { Look } from "./paint.ts";
import { buttonsText, fieldText, type Posted, refusedButtons } from "./posted.ts";
import { drawBar, drawCard } from "./render.ts";
import { clean, cleanLine, wrap } from "./text-width.ts";

const INDENT = "  ";

/** Indented, so that nothing anybody wrote can look like a line that somebody typed. */
export function drawPosted(posted: Posted, look: Look): string[] {
  return indented(lines(posted, narrower(look)));
}

/** A card with the places where it hangs, and `buttons` in place of its own: who sees which. */
export function drawPlaced(to: string, card: Card, buttons: string[] | undefined, look: Look): string[] {
  return indented([look.paint("dim", `${to}:`), ...drawCard(card, narrower(look), buttons)]);
}

/** A remark of the console itself. */
export function drawNote(text: string, look: Look): string[] {
  return indented(wrap(clean(text), narrower(look).width));
}

/** What `now` shows and `before` did not, on one line: the title, the progress as a bar, the changes. */
export function drawChange(to: string, before: Card | null, now: Card, look: Look): string[] {
  const known = new Set(before ? cardText(before).split("\n") : []);
  const news = [...now.blocks.filter(({ type }) => type !== "progress").flatMap(textLines), ...runningSteps(now)];
  const parts = [now.title, ...bars(now), ...news.filter((line) => !known.has(line))];
  return indented(edit(to, parts, narrower(look)));
}

function lines(posted: Posted, look: Look): string[] {
  switch (posted.kind) {
    case "answer":
      return drawAnswer(posted.answer, look);
    case "card":
    case "report":
      return [look.paint("dim", `${posted.to}:`), ...drawCard(posted.card, look)];
    case "edit":
      return edit(posted.to, wholeParts(posted.card), look);
    case "notice":
      return wrap(`${posted.to}: ${clean(posted.text)}`, look.width);
  }
}

function drawAnswer(answer: Answer, look: Look): string[] {
  switch (answer.kind) {
    case "text":
      return [...wrap(clean(answer.text), look.width), ...fileLines(answer.file)];
    case "card":
      return drawCard(answer.card, look);
    case "form":
      return drawForm(answer.form, look);
    case "refusal": {
      const { message, code, hint } = answer.refusal;
      const said = wrap(`✗ ${clean(message)} (${code})`, look.width).map((line) => look.paint("red", line));
      const buttons = refusedButtons(answer);
      return [...said, ...(hint ? wrap(`→ ${clean(hint)}`, look.width) : []), ...(buttons ? [buttons] : [])];
    }
  }
}

/** Whole and unwrapped, so that it can be copied out of the terminal. */
function fileLines(file: TextFile | undefined): string[] {
  return file ? clean(file.content).split("\n") : [];
}

function drawForm({ title, usage, fields }: Form, { width, paint }: Look): string[] {
  return [
    paint("bold", cleanLine(title)),
    ...wrap(clean(usage), width).map((line) => paint("dim", line)),
    ...fields.flatMap((field) => wrap(`• ${cleanLine(fieldText(field))}`, width)),
  ];
}

function edit(to: string, parts: string[], { width }: Look): string[] {
  const text = parts.filter(Boolean).map(cleanLine).join(" · ");
  return wrap(`${to} ~ ${text}`, width - INDENT.length).map((line, at) => (at === 0 ? line : INDENT + line));
}

/** Everything an expectation could look for, in few lines. */
function wholeParts(card: Card): string[] {
  return [...cardText(card).split("\n"), buttonsText(card.buttons.map(({ verb }) => verb))];
}

function textLines(block: Block): string[] {
  return cardText({ title: "", tone: "plain", blocks: [block], buttons: [] }).split("\n");
}

function runningSteps(card: Card): string[] {
  return card.blocks.flatMap((block) =>
    block.type === "progress" ? block.steps.filter(({ state }) => state === "running").map(({ title }) => title) : [],
  );
}

function bars(card: Card): string[] {
  return card.blocks.flatMap((block) => (block.type === "progress" ? [drawBar(block.done, block.total)] : []));
}

function narrower(look: Look): Look {
  return { ...look, width: look.width - INDENT.length };
}

function indented(drawn: string[]): string[] {
  return drawn.map((line) => INDENT + line);
}
