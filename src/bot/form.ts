/** The form of a command, made from its description. */
import type { z } from "zod";
import type { Choices, Nameable } from "../app/choices.ts";
import type { Actor } from "../domain/actor.ts";
import { notesOf } from "./arg-notes.ts";
import { type Command, isRequired, optionName, schemasOf, usageOf } from "./command.ts";
import type { Field, Form } from "./conversation.ts";
import type { RawArgs } from "./parse.ts";

/** What a field is called where the option's name says too little. */
const LABELS: Record<string, string> = {
  id: "request",
  bu: "business unit",
  infra: "infrastructure",
  vm: "machine",
  costCenter: "cost centre",
  on: "infrastructure or service",
  vcpu: "processors (vCPU)",
  vms: "most machines",
  max: "most machines",
  count: "machines",
  until: "last day",
  hosts: "host group",
  san: "SAN",
  before: "before the task",
  undo: "among those that undo",
  idempotent: "may run again (idempotent)",
  wait: "wait in line when the engine is full",
  breakGlass: "decide alone (break-glass)",
};

/** More are not offered to choose from: whoever has so many types. */
const MOST_CHOICES = 100;

/** The form that asks for this command's arguments, with what was given filled in. */
export function formOf(command: Command, given: RawArgs, title = command.summary): Form {
  return {
    command: command.words,
    title,
    usage: usageOf(command),
    fields: schemasOf(command).map(([name, schema]) => fieldOf(name, schema, given[name] ?? "")),
  };
}

/** The same for a person, with what they may choose from. A stranger is offered nothing. */
export async function formFor(
  { choices, actor }: { choices: Choices; actor: Actor | null },
  command: Command,
  given: RawArgs,
  title?: string,
): Promise<Form> {
  const form = formOf(command, given, title);
  if (!actor) return form;
  const schemas = new Map(schemasOf(command));
  const offered = (field: Field) => offer(field, schemas.get(field.name), (of) => choices(of, actor));
  return { ...form, fields: await Promise.all(form.fields.map(offered)) };
}

function fieldOf(name: string, schema: z.ZodType, value: string): Field {
  const { looks, choices = flagChoices(schema), wanted, secret } = notesOf(schema);
  return {
    ...{
      name,
      label: LABELS[name] ?? optionName(name).replaceAll("-", " "),
      required: isRequired(schema),
      value: secret ? "" : value,
      hint: flagChoices(schema) ? "" : (wanted ?? looks),
    },
    ...(choices ? { choices: [...choices] } : {}),
    ...(secret ? { secret } : {}),
  };
}

/** What is given by its mere presence where it is typed. */
function flagChoices(schema: z.ZodType): readonly string[] | undefined {
  return notesOf(schema).flag ? ["yes", "no"] : undefined;
}

/** One of few names is chosen; where several may be named, or what was given is none of them, the names are told. */
async function offer(
  field: Field,
  schema: z.ZodType | undefined,
  namesOf: (of: Nameable) => Promise<string[]>,
): Promise<Field> {
  const { of, list } = schema ? notesOf(schema) : {};
  const names = of ? await namesOf(of) : [];
  if (of && names.length === 0) return { ...field, hint: `${field.hint}; there is none yet` };
  if (names.length === 0 || names.length > MOST_CHOICES) return field;
  if (!list && (field.value === "" || names.includes(field.value))) return { ...field, choices: names, hint: "" };
  return { ...field, hint: `${field.hint}: ${names.join(", ")}` };
}
