/** The jobs of one request, task by task. */
import type { Block, Button, Card } from "./card.ts";
import { dataItemBlocks } from "./data-item-block.ts";
import { progressBlocks } from "./progress.ts";
import type { DataItemView, RequestView, SaidView } from "./request-view.ts";
import { nextSentence } from "./text.ts";

/** What speaks of hosts, where the reader may know that: what the scripts said, and what they have to go by. */
interface Inside {
  said: SaidView[];
  items: DataItemView[];
}

/** `buttons` are those of the request's card that the reader may press and that concern its jobs. */
export function jobCard(view: RequestView, buttons: Button[], { said, items }: Inside): Card {
  const reasons = [...new Set(view.jobs.flatMap(({ subject, reason }) => (reason ? [`${subject}: ${reason}`] : [])))];
  const blocks: Block[] = [
    { type: "text", text: [nextSentence(view.request), ...reasons].join("\n") },
    ...progressBlocks(view),
    ...said.map((one) => saidBlock(view, one)),
    ...dataItemBlocks(view, items),
  ];
  return { title: `Jobs of ${view.request.id}`, tone: "plain", blocks, buttons };
}

/** Of what a script said a card has room for the end. */
const MOST_LINES = 12;
const MOST_LETTERS = 1500;

function saidBlock({ jobs }: RequestView, { job, position, text }: SaidView): Block {
  const found = jobs.find(({ id }) => id === job);
  const title = found?.tasks[position]?.title ?? "undoing";
  const lines = text.trimEnd().slice(-MOST_LETTERS).split("\n").slice(-MOST_LINES);
  return { type: "text", text: [`${found?.subject ?? job}, ${title}:`, ...lines].join("\n") };
}
