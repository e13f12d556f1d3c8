/** A job's data item on a card: what was given, and what its tasks put out. */
import { isPlaceholder } from "../domain/kept-output.ts";
import type { Block, Fact } from "./card.ts";
import type { DataItemView, RequestView } from "./request-view.ts";
import { shortened } from "./text.ts";

/** Of more jobs it is not shown: a card has no room for it. */
const MOST_JOBS = 3;
const MOST_LETTERS = 200;

export function dataItemBlocks({ jobs }: RequestView, items: DataItemView[]): Block[] {
  return items.slice(0, MOST_JOBS).flatMap(({ job, given, outputs }): Block[] => {
    const subject = jobs.find(({ id }) => id === job)?.subject ?? job;
    return [
      { type: "text", text: `${subject}, the data item:` },
      { type: "facts", facts: [...givenFacts(given), ...outputs.flatMap(outputFacts)] },
    ];
  });
}

function givenFacts(given: DataItemView["given"]): Fact[] {
  return Object.entries(given).map(([label, value]) => ({ label, value: shortened(value, MOST_LETTERS) }));
}

function outputFacts({ task, values }: DataItemView["outputs"][number]): Fact[] {
  return Object.entries(values).map(([name, value]) => ({ label: `${task}.${name}`, value: outputText(value) }));
}

function outputText(value: unknown): string {
  if (isPlaceholder(value)) return `kept beside it (${value.kept} letters)`;
  return shortened(typeof value === "string" ? value : JSON.stringify(value), MOST_LETTERS);
}
