/** What buttons and forms carry to Teams and back again. */
import { z } from "zod";
import type { Field, Form } from "../../bot/conversation.ts";

/** The verb of a form's button. */
export const SEND = "send-form";

/** Inputs bear the names of their fields behind this, so that none is taken for something else that a button carries. */
const INPUT = "field-";

/** What came back: a button was pressed, or a form was sent with what was typed into it. */
export type Carried =
  | { kind: "press"; verb: string; id: string }
  | { kind: "form"; form: Form; fields: Record<string, string> };

const FIELD = z.object({
  name: z.string(),
  label: z.string(),
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  hint: z.string().optional(),
  fixed: z.boolean().optional(),
  secret: z.literal(true).optional(),
});

const FORM = z.object({ command: z.string(), title: z.string(), usage: z.string(), fields: z.array(FIELD) });
const SENT = z.looseObject({ form: FORM });
const PRESSED = z.object({ verb: z.string(), id: z.string() });

/** A form some of whose fields were filled in by the button that opened it: they are shown, and not asked again. */
export interface TeamsForm extends Form {
  fields: (Field & { fixed?: boolean | undefined })[];
}

/** The form of a button that carries this id. */
export function fixedBy(form: Form, id: string): TeamsForm {
  const fields = form.fields.map((field) => ({ ...field, fixed: field.required && field.value === id }));
  return { ...form, fields };
}

/** The form without what was typed, so that it can be drawn again wherever it comes back. */
export function carriedForm({ command, title, usage, fields }: TeamsForm): { form: z.infer<typeof FORM> } {
  const fixed = fields.filter((field) => field.fixed).map((field) => [inputId(field), field.value]);
  const blank = fields.map(({ value: _typed, ...field }) => field);
  return { ...Object.fromEntries(fixed), form: { command, title, usage, fields: blank } };
}

export function inputId(field: Pick<Field, "name">): string {
  return `${INPUT}${field.name}`;
}

/** Undefined for what no button of ours carries. */
export function readCarried(value: unknown): Carried | undefined {
  const sent = SENT.safeParse(value);
  if (sent.success) return sentForm(sent.data);
  const pressed = PRESSED.safeParse(value);
  return pressed.success ? { kind: "press", ...pressed.data } : undefined;
}

function sentForm({ form, ...inputs }: z.infer<typeof SENT>): Carried {
  const fields = Object.fromEntries(form.fields.map(({ name }) => [name, typed(inputs[inputId({ name })])]));
  return {
    kind: "form",
    form: { ...form, fields: form.fields.map((field) => ({ ...field, value: fields[field.name] ?? "" })) },
    fields,
  };
}

function typed(input: unknown): string {
  return typeof input === "string" ? input : "";
}
