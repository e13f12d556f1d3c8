/** The jobs of one request, task by task. */
import type { Block, Button, Card } from "./card.ts";
import { progressBlocks } from "./progress.ts";
import type { RequestView } from "./request-view.ts";
import { nextSentence } from "./text.ts";

/** `buttons` are those of the request's card that the reader may press and that concern its jobs. */
export function jobCard(view: RequestView, buttons: Button[]): Card {
  const reasons = [...new Set(view.jobs.flatMap(({ subject, reason }) => (reason ? [`${subject}: ${reason}`] : [])))];
  const blocks: Block[] = [
    { type: "text", text: [nextSentence(view.request), ...reasons].join("\n") },
    ...progressBlocks(view),
  ];
  return { title: `Jobs of ${view.request.id}`, tone: "plain", blocks, buttons };
}
