/** The answer to words that begin no command: what was probably meant, or what there is. */
import { Refusal } from "../domain/refusal.ts";
import type { Command } from "./command.ts";
import { nearest } from "./nearest.ts";
import { quoted } from "./words.ts";

/** The refusal, with a suggestion as its next step. `typed` is in small letters. */
export function unknownCommand(commands: readonly Command[], typed: string[]): Refusal {
  if (typed.length === 0) return new Refusal("unknown-command", "there was nothing in that", "what I understand: help");
  return new Refusal(
    "unknown-command",
    `I do not know ${quoted(typed.slice(0, 2).join(" "))}`,
    suggestion(commands, typed),
  );
}

/** What these words were probably meant to be, or the commands that begin as they do. */
export function suggestion(commands: readonly Command[], typed: string[]): string {
  const guess = guessed(commands, typed);
  if (guess) return `did you mean: ${guess}?`;
  return begunWith(commands, typed) ?? familyOf(commands, typed);
}

/** The commands behind the two or three words with which some begin: `dc policy knows: import, show`. */
function begunWith(commands: readonly Command[], typed: string[]): string | undefined {
  for (const length of [3, 2].filter((most) => most <= typed.length)) {
    const begin = typed.slice(0, length).join(" ");
    const members = membersOf(commands, begin);
    if (members.length) return knownText(begin, members);
  }
  return undefined;
}

function familyOf(commands: readonly Command[], typed: string[]): string {
  const families = [
    ...new Set(
      commands
        .map((one) => one.words)
        .filter(isOfMany)
        .map(firstWord),
    ),
  ];
  const first = nearest(firstWord(typed[0] ?? ""), families);
  const family = first ? membersOf(commands, first) : [];
  return first && family.length ? knownText(first, family) : "what I understand: help";
}

/** What the commands that begin with these words are called behind them. */
function membersOf(commands: readonly Command[], begin: string): string[] {
  return commands.filter((one) => one.words.startsWith(`${begin} `)).map((one) => one.words.slice(begin.length + 1));
}

function isOfMany(words: string): boolean {
  return words.includes(" ");
}

function firstWord(words: string): string {
  return words.split(" ")[0] ?? "";
}

const MOST_NAMED = 12;

/** A long family by its first members, each group within it as one. */
function knownText(first: string, family: string[]): string {
  const members = family.length > MOST_NAMED ? [...new Set(family.map(firstWord))] : family;
  const rest = members.length - MOST_NAMED;
  const named = members.slice(0, MOST_NAMED).join(", ");
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `${first} knows: ${named}${more}${members.length < family.length || more ? `; all of them: help ${first}` : ""}`;
}

/** Commands are compared with as many words as they have. */
function guessed(commands: readonly Command[], typed: string[]): string | undefined {
  for (const length of [4, 3, 2, 1].filter((most) => most <= typed.length)) {
    const words = commands.map((one) => one.words).filter((one) => one.split(" ").length === length);
    const guess = nearest(typed.slice(0, length).join(" ").slice(0, 60), words);
    if (guess) return guess;
  }
  return undefined;
}
