/** The jobs of one request, task by task. */
import type { Block, Button, Card } from "./card.ts";
import { dataItemBlocks } from "./data-item-block.ts";
import { lockText, partyText } from "./lock-card.ts";
import type { LockView } from "./lock-view.ts";
import { momentText } from "./moment.ts";
import { progressBlocks } from "./progress.ts";
import type { DataItemView, RequestView, SaidView } from "./request-view.ts";
import { nextSentence } from "./text.ts";

/** What speaks of hosts and of other business units: nothing, unless the reader may know that. */
interface Inside {
  /** What the scripts said. */
  said: SaidView[];
  /** What they have to go by. */
  items: DataItemView[];
  /** All that anybody holds or waits for. */
  locks: LockView[];
}

/** `buttons` are those of the request's card that the reader may press and that concern its jobs. */
export function jobCard(view: RequestView, buttons: Button[], { said, items, locks }: Inside): Card {
  const reasons = [...new Set(view.jobs.flatMap(({ subject, reason }) => (reason ? [`${subject}: ${reason}`] : [])))];
  const blocks: Block[] = [
    { type: "text", text: [nextSentence(view.request), ...reasons].join("\n") },
    ...progressBlocks(view),
    ...locks.flatMap((lock) => lockBlocks(view, lock)),
    ...said.map((one) => saidBlock(view, one)),
    ...dataItemBlocks(view, items),
  ];
  return { title: `Jobs of ${view.request.id}`, tone: "plain", blocks, buttons };
}

/** What a job of this request holds or waits for, by the lock's full name. */
function lockBlocks({ request, timeZone }: RequestView, lock: LockView): Block[] {
  const { id, holder, waiting } = lock;
  const since = momentText(holder.since, timeZone);
  const own = waiting.filter((one) => one.request === request.id);
  const text = [
    ...(holder.request === request.id ? [`${holder.subject} holds lock ${lockText(lock)} (${id}) since ${since}`] : []),
    ...own.map(
      ({ subject }) =>
        `${subject} waits for lock ${lockText(lock)} (${id}), held by ${partyText(holder)} since ${since}`,
    ),
  ];
  return text.length ? [{ type: "text", text: text.join("\n") }] : [];
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
