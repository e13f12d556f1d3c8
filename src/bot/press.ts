/** A press of a button is the command that the button stands for, with the button's id as its first argument. */
import { z } from "zod";
import type { App } from "../app/app.ts";
import { Refusal } from "../domain/refusal.ts";
import { END_OF_VALUE, notesOf } from "./arg-notes.ts";
import { type Command, optionName } from "./command.ts";
import type { Press } from "./conversation.ts";
import { badArguments, neededOf, type RawArgs, readArgs } from "./parse.ts";
import { cleanText, quoted } from "./words.ts";

/** The command and arguments that this press stands for; some buttons ask first. Throws `unknown-command` for a button that does not exist. */
export async function pressed(
  { app, commands }: { app: App; commands: readonly Command[] },
  { verb, id, fields }: Press,
): Promise<{ command: Command; raw: RawArgs }> {
  const command = await meant(
    app,
    commands.filter((one) => one.button?.toLowerCase() === verb.toLowerCase()),
    id,
  );
  if (!command) throw new Refusal("unknown-command", `there is no button ${quoted(verb)}`, "what I understand: help");
  const [subject = "id"] = command.positional;
  const given = filled(command, fields);
  const { ask } = command;
  const asked = ask && Object.keys(given).length === 0 ? askingOf(command, ask, subject) : command;
  return { command: asked, raw: { ...given, [subject]: cleanText(id) } };
}

/** The command that asks first: it needs to be told of nothing but what the button is about. */
function askingOf(command: Command, ask: Command["run"], subject: string): Command {
  return { ...command, args: z.object({ [subject]: command.args.shape[subject] as z.ZodType }), run: ask, anyOf: [] };
}

/** Of several commands that share a button the one that says so, or else the one that does not ask. */
async function meant(app: App, commands: Command[], id: string): Promise<Command | undefined> {
  for (const one of commands) if (await one.isMeant?.(id, app)) return one;
  return commands.find(({ isMeant }) => isMeant === undefined);
}

/** The arguments of a form that was sent. Throws `bad-arguments` when not one is filled in of those of which one is needed. */
export function sent(command: Command, fields: Record<string, string>): RawArgs {
  const raw = filled(command, fields);
  const needed = neededOf(command, raw);
  if (needed.length === 0) return raw;
  readArgs(command, raw); // what is wrong is said before what is missing
  const names = needed.map(optionName).join(", ");
  throw badArguments(command, `${command.words} needs at least one of these: ${names}`, needed[0]);
}

/** The arguments that a form's fields stand for; a field that was left empty was not given. */
function filled(command: Command, fields: Record<string, string>): RawArgs {
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  const keyed = Map.groupBy(given, ([said]) => keyedArgument(command, said));
  const own = keyed.get(undefined) ?? [];
  keyed.delete(undefined);
  return {
    ...Object.fromEntries(own.map(([said, value]) => entered(command, argumentNamed(command, said), value))),
    ...Object.fromEntries([...keyed].map(([name, pairs]) => [name, together(pairs)])),
  };
}

/** `param`, where the field is `param.days`; undefined for the field of an argument itself. */
function keyedArgument(command: Command, said: string): string | undefined {
  const [name = ""] = said.split(".");
  const schema = said === name ? undefined : command.args.shape[name];
  return schema && notesOf(schema as z.ZodType).keyed ? name : undefined;
}

/** The values of one argument that has several, by their names. */
function together(fields: [said: string, value: string][]): string {
  return fields
    .map(([said, value]) => `${said.slice(said.indexOf(".") + 1)}=${cleanText(value)}${END_OF_VALUE}`)
    .join("");
}

/** A secret stays as it is, whatever it is made of. */
function entered({ args }: Command, name: string, value: string): [string, string] {
  return [name, notesOf(args.shape[name] as z.ZodType).secret ? value : cleanText(value)];
}

/** Fields bear the names of the options; either spelling will do. */
function argumentNamed(command: Command, said: string): string {
  const name = Object.keys(command.args.shape).find((one) => one === said || optionName(one) === said);
  if (!name) throw badArguments(command, `${command.words} has no ${quoted(said)}`);
  return name;
}
