/** Help: what somebody may do, and how one command is typed. */
import type { Block, Card, Fact } from "./card.ts";

/** What help knows of a command. */
export interface HelpLine {
  words: string;
  summary: string;
  example: string;
}

const ALONE = "general";

/**
 * Commands grouped by their first word, each with its summary and an example. Those of three words, `dc host add`, are
 * one line for each two of them, unless it is these (`under`) that are asked about.
 */
export function helpCard(title: string, lines: HelpLine[], under = ""): Card {
  const groups = Map.groupBy(lines, ({ words }) => (words.includes(" ") ? firstWords(words, 1) : ALONE));
  const blocks = [...groups].flatMap(([group, members]): Block[] => [
    { type: "text", text: group },
    { type: "facts", facts: factsOf(members, under) },
  ]);
  return { title, tone: "plain", blocks: [...blocks, { type: "text", text: moreText(lines) }], buttons: [] };
}

/** One command: its usage, its arguments and an example. */
export function commandCard({ words, summary, example }: HelpLine, usage: string, args: Fact[]): Card {
  const blocks: Block[] = [
    { type: "text", text: summary },
    { type: "facts", facts: [{ label: "usage", value: usage }, ...args, { label: "example", value: example }] },
  ];
  return { title: words, tone: "plain", blocks, buttons: [] };
}

function factsOf(lines: HelpLine[], under: string): Fact[] {
  const families = Map.groupBy(lines, ({ words }) => firstWords(words, 2));
  return [...families].flatMap(([family, members]) => {
    const isLong = members.length > 1 && members.some(({ words }) => words !== family) && family !== under;
    return isLong ? [familyFact(family, members)] : members.map(helpFact);
  });
}

/** `dc host: add, edit, drain … · dc host drain h4` */
function familyFact(family: string, members: HelpLine[]): Fact {
  const verbs = members.map(({ words }) => words.slice(family.length + 1)).filter(Boolean);
  const alone = members.find(({ words }) => words === family);
  const all = alone ? `${alone.summary}; also: ${verbs.join(", ")}` : verbs.join(", ");
  return { label: family, value: `${all} · ${(alone ?? members[0])?.example}` };
}

function helpFact({ words, summary, example }: HelpLine): Fact {
  return { label: words, value: words === example ? summary : `${summary} · ${example}` };
}

function moreText(lines: HelpLine[]): string {
  const family = lines.map(({ words }) => firstWords(words, 2)).find((two, place, all) => all.indexOf(two) !== place);
  const more = `More about one of them: help ${lines.at(-1)?.words}`;
  return family && lines.some(({ words }) => firstWords(words, 1) !== firstWords(family, 1))
    ? `${more}; about several: help ${family}`
    : more;
}

function firstWords(words: string, count: number): string {
  return words.split(" ").slice(0, count).join(" ");
}
