/** One description per command: from it come the parser, the form, the usage line, help, and later the chats' manifests. */
import type { z } from "zod";
import type { App } from "../app/app.ts";
import type { Verb } from "../cards/card.ts";
import type { Actor, Identity } from "../domain/actor.ts";
import { may } from "../domain/permission.ts";
import type { Permission } from "../domain/roles.ts";
import { notesOf } from "./arg-notes.ts";
import type { Answer } from "./conversation.ts";

/** What a handler has at hand. */
export interface Context {
  app: App;
  actor: Actor;
  /** Reads a file that was attached or named; undefined when there is none. */
  file(name: string): Promise<string | undefined>;
}

/** The same for the few commands that are open to people whom nobody knows. */
export interface StrangerContext extends Omit<Context, "actor"> {
  actor: Actor | null;
  from: Identity;
  /** What their platform calls them. */
  called: string;
  /** All commands, for help. */
  commands: readonly Command[];
}

interface Description<S extends z.ZodRawShape> {
  /** What is typed: `vm create`. */
  words: string;
  summary: string;
  /** A whole line as a person would type it; a test runs it. */
  example: string;
  args: z.ZodObject<S>;
  /** The arguments without a name in front, in their order. */
  positional: readonly (keyof S & string)[];
  /** Arguments of which it needs at least one. */
  anyOf?: readonly (keyof S & string)[];
  /** The button that stands for it. */
  button?: Verb;
  /** Where another command has this button, too: is what bears this id for this one? */
  isMeant?(id: string, app: App): Promise<boolean>;
}

/** A command for people who hold the permission somewhere, or who are just known. */
interface ForKnown<S extends z.ZodRawShape> extends Description<S> {
  permission: Permission | "known";
  run(args: z.output<z.ZodObject<S>>, context: Context): Promise<Answer>;
  /** What its button asks for first, as long as no fields come with the press; absent: what is required. */
  ask?(args: z.output<z.ZodObject<S>>, context: Context): Promise<Answer>;
}

/** A command for everybody. */
interface ForStrangers<S extends z.ZodRawShape> extends Description<S> {
  permission: "anybody";
  run(args: z.output<z.ZodObject<S>>, context: StrangerContext): Promise<Answer>;
}

/** A command as the bot sees it, its arguments not yet read. */
export interface Command extends Omit<Description<z.ZodRawShape>, "args"> {
  args: z.ZodObject;
  permission: Permission | "known" | "anybody";
  run(args: Record<string, unknown>, context: StrangerContext): Promise<Answer>;
  ask?(args: Record<string, unknown>, context: StrangerContext): Promise<Answer>;
}

/** Describes a command. Its handler may throw a Refusal, and catches nothing. */
export function command<S extends z.ZodRawShape>(description: ForKnown<S> | ForStrangers<S>): Command {
  return description as unknown as Command;
}

/** `vm create <name> --role PATH [--count N]` */
export function usageOf(command: Command): string {
  const typed = schemasOf(command).filter(([, schema]) => !notesOf(schema).secret);
  const parts = typed.map(([name, schema]) => {
    const said = argumentText(command, name, schema);
    return isRequired(schema) ? said : `[${said.replaceAll(/[<>]/g, "")}]`;
  });
  return [command.words, ...parts].join(" ");
}

/** How an argument is typed: `<name>`, `--count N`, `--wait`. */
export function argumentText({ positional }: Command, name: string, schema: z.ZodType): string {
  const { looks, flag } = notesOf(schema);
  if (positional.includes(name)) return looks.startsWith("<") ? looks : `<${name}>`;
  return flag ? `--${optionName(name)}` : `--${optionName(name)} ${looks}`;
}

/** The arguments by name, in their order. */
export function schemasOf({ args }: Command): [string, z.ZodType][] {
  return Object.entries(args.shape) as [string, z.ZodType][];
}

/** May this person, as far as they are known, use the command somewhere? */
export function mayUse(actor: Actor | null, { permission }: Command): boolean {
  if (permission === "anybody") return true;
  return actor !== null && (permission === "known" || may(actor, permission));
}

/** Must it be given? */
export function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

/** `costCenter` is typed as `--cost-center`. */
export function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
