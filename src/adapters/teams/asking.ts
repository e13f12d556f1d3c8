/** Which buttons open a form, as their commands describe it. */
import type { Command } from "../../bot/command.ts";
import type { Asking } from "./render.ts";

/** The words on those buttons whose commands need more than the id that a button carries. */
export function verbsThatAsk(commands: readonly Command[]): Asking {
  return new Set(commands.filter(needsMore).flatMap(({ button }) => button ?? []));
}

function needsMore({ args, positional, anyOf = [] }: Command): boolean {
  const [subject] = positional;
  const needed = Object.entries(args.shape).filter(([name, schema]) => name !== subject && !isOptional(schema));
  return needed.length + anyOf.length > 0;
}

function isOptional(schema: Command["args"]["shape"][string]): boolean {
  return "safeParse" in schema && typeof schema.safeParse === "function" && schema.safeParse(undefined).success;
}
