/** A press of a button is the command that the button stands for, with the button's id as its first argument. */
import { Refusal } from "../domain/refusal.ts";
import type { Command } from "./command.ts";
import type { Press } from "./conversation.ts";
import { badArguments, type RawArgs } from "./parse.ts";
import { optionName } from "./command.ts";

/** The command and arguments that this press stands for. Throws `unknown-command` for a button that does not exist. */
export function pressed(commands: readonly Command[], { verb, id, fields }: Press): { command: Command; raw: RawArgs } {
  const command = commands.find((one) => one.button?.toLowerCase() === verb.toLowerCase());
  if (!command) throw new Refusal("unknown-command", `there is no button ${JSON.stringify(verb.slice(0, 40))}`, "what I understand: help");
  const [subject = "id"] = command.positional;
  const named = Object.entries(fields).map(([name, value]) => [argumentNamed(command, name), value] as const);
  return { command, raw: { ...Object.fromEntries(named), [subject]: id } };
}

/** Fields bear the names of the options; either spelling will do. */
function argumentNamed(command: Command, said: string): string {
  const name = Object.keys(command.args.shape).find((one) => one === said || optionName(one) === said);
  if (!name) throw badArguments(command, `${command.words} has no ${JSON.stringify(said.slice(0, 40))}`);
  return name;
}
