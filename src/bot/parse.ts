/** From words to a command and its arguments, still as text; what they mean is for the schema to say. */
import type { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import { notesOf } from "./args.ts";
import { type Command, isRequired, optionName, usageOf } from "./command.ts";
import { nearest } from "./nearest.ts";
import type { Word } from "./words.ts";

/** Arguments as they were typed. */
export type RawArgs = Record<string, string>;

/** The command that these words begin with, and the words behind it. Throws `unknown-command` with a suggestion. */
export function findCommand(commands: readonly Command[], words: Word[]): { command: Command; rest: Word[] } {
  for (const length of [2, 1]) {
    const said = words.slice(0, length).map((word) => word.text.toLowerCase()).join(" ");
    const command = commands.find((one) => one.words === said);
    if (command) return { command, rest: words.slice(command.words.split(" ").length) };
  }
  throw unknownCommand(commands, words);
}

/** Puts words in their places. Throws `bad-arguments` for what has no place. */
export function placeWords(command: Command, words: Word[]): RawArgs {
  const raw: RawArgs = {};
  const places = [...command.positional];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const option = word.quoted ? undefined : optionOf(command, word.text);
    if (option) {
      const next = option.value ?? words[at + 1]?.text;
      if (!option.flag && option.value === undefined) at++;
      put(command, raw, option.name, option.flag ? "yes" : next);
    } else placeWord(command, raw, places, word.text);
  }
  return raw;
}

/** Reads the arguments. What is missing is told apart from what is wrong, so that a form can ask for it. */
export function readArgs(command: Command, raw: RawArgs): { missing: string[] } | { args: Record<string, unknown> } {
  const schemas = Object.entries(command.args.shape) as [string, z.ZodType][];
  const given = schemas.filter(([name]) => raw[name] !== undefined);
  const args: Record<string, unknown> = {};
  for (const [name, schema] of given) {
    const result = schema.safeParse(raw[name]);
    if (!result.success) throw badArguments(command, `${label(command, name)}: ${result.error.issues[0]?.message}`);
    args[name] = result.data;
  }
  const missing = schemas.filter(([name, schema]) => raw[name] === undefined && isRequired(schema)).map(([name]) => name);
  return missing.length ? { missing } : { args };
}

/** A refusal that shows how the command is typed. */
export function badArguments(command: Command, sentence: string): Refusal {
  return new Refusal("bad-arguments", sentence, `usage: ${usageOf(command)}`);
}

/** Chats like to turn two dashes into a long one; both begin an option. */
function optionOf(command: Command, text: string) {
  const parts = /^(?:--|—|–)([a-z][a-z-]*)(?:=([\s\S]*))?$/i.exec(text);
  if (!parts) return undefined;
  const [, said = "", value] = parts;
  const name = Object.keys(command.args.shape).find((one) => optionName(one) === said.toLowerCase());
  if (!name) throw badArguments(command, `${command.words} has no option --${said}`);
  return { name, value, flag: notesOf(command.args.shape[name] as z.ZodType).flag === true };
}

function put(command: Command, raw: RawArgs, name: string, value: string | undefined): void {
  if (value === undefined) throw badArguments(command, `${label(command, name)} needs a value`);
  const { list } = notesOf(command.args.shape[name] as z.ZodType);
  if (raw[name] !== undefined && !list) throw badArguments(command, `${label(command, name)} is given twice`);
  raw[name] = raw[name] === undefined ? value : `${raw[name]},${value}`;
}

function placeWord(command: Command, raw: RawArgs, places: string[], text: string): void {
  const [place] = places;
  if (place === undefined) throw badArguments(command, `${JSON.stringify(text.slice(0, 60))} is one word too many`);
  const { rest } = notesOf(command.args.shape[place] as z.ZodType);
  if (rest) raw[place] = raw[place] === undefined ? text : `${raw[place]} ${text}`;
  else {
    put(command, raw, place, text);
    places.shift();
  }
}

function label(command: Command, name: string): string {
  return command.positional.includes(name) ? name : `--${optionName(name)}`;
}

function unknownCommand(commands: readonly Command[], words: Word[]): Refusal {
  const said = words.slice(0, 2).map((word) => word.text).join(" ").slice(0, 60);
  if (!said) return new Refusal("unknown-command", "there was nothing in that", "what I understand: help");
  const [first = ""] = said.split(" ");
  const family = commands.filter((one) => one.words.split(" ")[0] === first.toLowerCase());
  const guess = nearest(said, commands.map((one) => one.words));
  const listed = family.length ? `${first} knows: ${family.map((one) => one.words.split(" ")[1]).join(", ")}` : "what I understand: help";
  return new Refusal("unknown-command", `I do not know ${JSON.stringify(said)}`, guess ? `did you mean: ${guess}?` : listed);
}
