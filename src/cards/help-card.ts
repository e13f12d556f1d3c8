/** Help: what somebody may do, and how one command is typed. */
import type { Block, Card, Fact } from "./card.ts";

/** What help knows of a command. */
export interface HelpLine {
  words: string;
  summary: string;
  example: string;
}

const ALONE = "general";

/** Commands grouped by their first word, each with its summary and an example. */
export function helpCard(title: string, lines: HelpLine[]): Card {
  const groups = Map.groupBy(lines, ({ words }) => (words.includes(" ") ? (words.split(" ")[0] ?? "") : ALONE));
  const blocks = [...groups].flatMap(([group, members]): Block[] => [
    { type: "text", text: group },
    { type: "facts", facts: members.map(helpFact) },
  ]);
  const more: Block = { type: "text", text: `More about one of them: help ${lines.at(-1)?.words}` };
  return { title, tone: "plain", blocks: [...blocks, more], buttons: [] };
}

/** One command: its usage, its arguments and an example. */
export function commandCard({ words, summary, example }: HelpLine, usage: string, args: Fact[]): Card {
  const blocks: Block[] = [
    { type: "text", text: summary },
    { type: "facts", facts: [{ label: "usage", value: usage }, ...args, { label: "example", value: example }] },
  ];
  return { title: words, tone: "plain", blocks, buttons: [] };
}

function helpFact({ words, summary, example }: HelpLine): Fact {
  return { label: words, value: words === example ? summary : `${summary} (${example})` };
}
