/** From words to a command and its arguments, still as text; what they mean is for the schema to say. */
import type { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import { notesOf } from "./arg-notes.ts";
import { type Command, isRequired, optionName, schemasOf, usageOf } from "./command.ts";
import { unknownCommand } from "./unknown-command.ts";
import { quoted, type Word } from "./words.ts";

/** Arguments as they were typed. */
export type RawArgs = Record<string, string>;

/** The command that these words begin with, and the words behind it. Throws `unknown-command` with a suggestion. */
export function findCommand(commands: readonly Command[], words: Word[]): { command: Command; rest: Word[] } {
  const found = commandIn(commands, words);
  if (found) return found;
  throw unknownCommand(commands, lowered(words));
}

/** The same; undefined when they begin with no command. */
export function commandIn(commands: readonly Command[], words: Word[]): { command: Command; rest: Word[] } | undefined {
  const typed = lowered(words);
  for (const length of [4, 3, 2, 1].filter((most) => most <= typed.length)) {
    const said = typed.slice(0, length).join(" ");
    const command = commands.find((one) => one.words === said);
    if (command) return { command, rest: words.slice(length) };
  }
  return undefined;
}

function lowered(words: Word[]): string[] {
  return words.map((word) => word.text.toLowerCase());
}

/** Puts words in their places. Throws `bad-arguments` for what has no place. */
export function placeWords(command: Command, words: Word[]): RawArgs {
  requireNoSecret(command, words);
  const raw: RawArgs = {};
  const places = [...command.positional];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const option = optionOf(command, word);
    if (option) {
      const value = option.value ?? (option.flag ? "yes" : valueIn(command, words[++at]));
      put(command, raw, option.name, value);
    } else placeWord(command, raw, places, word.text);
  }
  return raw;
}

/** Reads the arguments. What is missing is told apart from what is wrong, so that a form can ask for it. */
export function readArgs(command: Command, raw: RawArgs): { missing: string[] } | { args: Record<string, unknown> } {
  const schemas = schemasOf(command);
  const given = schemas.filter(([name]) => raw[name] !== undefined);
  const args: Record<string, unknown> = {};
  for (const [name, schema] of given) {
    const result = schema.safeParse(raw[name]);
    if (!result.success)
      throw badArguments(command, `${label(command, name)}: ${result.error.issues[0]?.message}`, name);
    args[name] = result.data;
  }
  const missing = schemas
    .filter(([name, schema]) => raw[name] === undefined && isRequired(schema))
    .map(([name]) => name);
  const all = [...missing, ...neededOf(command, raw)];
  return all.length ? { missing: all } : { args };
}

/** Those of which at least one is needed, when none is given. */
export function neededOf({ anyOf = [] }: Command, raw: RawArgs): readonly string[] {
  return anyOf.some((name) => raw[name] !== undefined) ? [] : anyOf;
}

/** A refusal that shows how the command is typed; `field` is the argument that it is about. */
export function badArguments(command: Command, sentence: string, field?: string): Refusal {
  return new Refusal("bad-arguments", sentence, `usage: ${usageOf(command)}`, field);
}

/** Whatever is typed beyond the arguments that may be is taken for the secret, and not repeated. */
function requireNoSecret(command: Command, words: Word[]): void {
  const asksSecret = schemasOf(command).some(([, schema]) => notesOf(schema).secret);
  if (!asksSecret || (words.length <= command.positional.length && !words.some(({ text }) => OPTION.test(text))))
    return;
  const next = `usage: ${usageOf(command)}; the form asks for the value. What you typed others may have seen: use another one`;
  throw new Refusal("bad-arguments", "a secret is entered in its form only, and nothing was kept", next);
}

/** Chats like to turn two dashes into a long one, or into two that do not break; all of them begin an option. */
const OPTION = /^(?:[-‐‑−]{2}|[—–―]{1,2})([a-z][a-z‐‑−-]*)(?:=(.*))?$/is;

function optionOf(command: Command, { text, quoted: isQuoted }: Word) {
  const [, said, value] = (isQuoted ? null : OPTION.exec(text)) ?? [];
  if (said === undefined) return undefined;
  const name = optionNamed(command, said);
  if (!name) throw badArguments(command, `${command.words} has no option --${said}`);
  return { name, value, flag: notesOf(command.args.shape[name] as z.ZodType).flag === true };
}

function optionNamed(command: Command, said: string): string | undefined {
  const name = said.toLowerCase().replaceAll(/[‐‑−]/g, "-");
  return Object.keys(command.args.shape).find((one) => optionName(one) === name);
}

/** The word behind an option is its value, unless it is an option of the command itself. */
function valueIn(command: Command, word: Word | undefined): string | undefined {
  const [, said] = (word?.quoted ? null : OPTION.exec(word?.text ?? "")) ?? [];
  return said !== undefined && optionNamed(command, said) ? undefined : word?.text;
}

function put(command: Command, raw: RawArgs, name: string, value: string | undefined): void {
  if (value === undefined) throw badArguments(command, `${label(command, name)} needs a value`);
  const { list } = notesOf(command.args.shape[name] as z.ZodType);
  if (raw[name] !== undefined && !list) throw badArguments(command, `${label(command, name)} is given twice`);
  raw[name] = raw[name] === undefined ? value : `${raw[name]},${value}`;
}

function placeWord(command: Command, raw: RawArgs, places: string[], text: string): void {
  const [place] = places;
  if (place === undefined) {
    throw badArguments(command, `${quoted(text)} is one word too many; a text of several words goes in quotes`);
  }
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
