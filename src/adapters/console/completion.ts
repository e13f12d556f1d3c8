/** What the Tab key offers in the chat room. */
import { VERBS } from "../../cards/card.ts";
import type { RoomOptions } from "./room-options.ts";

const WORDS = ["as ", "wait", "exit"];

/** Readline's completer: the candidates, and the word that they would replace. */
export function completer({ people, complete }: Pick<RoomOptions, "people" | "complete">) {
  const names = people.map(({ name }) => name);
  return (line: string): [string[], string] => {
    const [, before = "", sign = "", sentence = line] = /^([^\s!>:]*)([!>:])\s*(.*)$/.exec(line) ?? [];
    const word = /\S*$/.exec(line)?.[0] ?? "";
    const candidates = (): string[] => {
      if (/^as\s+\S*$/i.test(line)) return names;
      if (sign === "!") return Object.keys(VERBS);
      const alone = before === "" && word === line ? [...WORDS, ...Object.keys(VERBS)] : [];
      return [...complete(sentence), ...alone];
    };
    return [candidates().filter((candidate) => candidate.startsWith(word)), word];
  };
}
