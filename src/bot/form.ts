/** The form of a command, made from its description. */
import type { z } from "zod";
import { notesOf } from "./arg-notes.ts";
import { type Command, isRequired, optionName, schemasOf, usageOf } from "./command.ts";
import type { Field, Form } from "./conversation.ts";
import type { RawArgs } from "./parse.ts";

/** The form that asks for this command's arguments, with what was given filled in. */
export function formOf(command: Command, given: RawArgs): Form {
  return {
    command: command.words,
    title: command.summary,
    usage: usageOf(command),
    fields: schemasOf(command).map(([name, schema]) => fieldOf(name, schema, given[name] ?? "")),
  };
}

function fieldOf(name: string, schema: z.ZodType, value: string): Field {
  const { looks, choices, wanted } = notesOf(schema);
  return {
    ...{
      name,
      label: optionName(name).replaceAll("-", " "),
      required: isRequired(schema),
      value,
      hint: wanted ?? looks,
    },
    ...(choices ? { choices: [...choices] } : {}),
  };
}
