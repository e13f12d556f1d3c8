/** vm run: runs an action that the datacenter's admins made on a machine. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { flag, keyed, name } from "../../src/bot/args.ts";
import { type Command, type Context, command } from "../../src/bot/command.ts";
import type { Field, Form } from "../../src/bot/conversation.ts";
import { formFor } from "../../src/bot/form.ts";
import { nextSentence } from "../../src/cards/text.ts";
import {
  choicesOf,
  fieldOf,
  type Input,
  type InputValues,
  missingInputs,
  wantedBy,
} from "../../src/domain/action-inputs.ts";

export const vmRun: Command = command({
  words: "vm run",
  summary: "Run an action of your datacenter's own on a machine; vm show names those that there are",
  example: "vm run renew web-01 --param days=90",
  permission: "vm.see",
  args: z.object({
    action: naming("own-action", name("ACTION")),
    vm: naming("machine", name("VM")),
    param: keyed("NAME=VALUE", "what the action asks for, such as days=90").optional(),
    wait: flag().optional(),
  }),
  positional: ["action", "vm"],
  async run({ action, vm, param: inputs = {}, wait = false }, context) {
    const { app, actor } = context;
    const rules = await app.runs.rules(action, vm, actor);
    if (missingInputs(rules.inputs, inputs).length)
      return {
        kind: "form",
        form: await inputsForm(
          { action, vm, ...(wait ? { wait: "yes" } : {}) },
          { asked: rules.inputs, inputs },
          context,
        ),
      };
    return say(nextSentence(await app.runs.run({ action, vm, inputs, wait }, actor)));
  },
});

/** The form of the command, with a field for each input in place of them all. */
async function inputsForm(
  given: { action: string; vm: string; wait?: string },
  { asked, inputs }: { asked: Input[]; inputs: InputValues },
  { app, actor }: Context,
): Promise<Form> {
  const form = await formFor({ ...app, actor }, vmRun, given, `Run ${given.action} on ${given.vm}`);
  const own = asked.map((input) => inputField(input, inputs));
  return { ...form, fields: form.fields.flatMap((field) => (field.name === "param" ? own : [field])) };
}

function inputField(input: Input, said: InputValues): Field {
  const choices = choicesOf(input);
  return {
    ...{ name: fieldOf(input), label: input.title, required: input.required },
    value: said[input.name] ?? input.default ?? "",
    ...(choices ? { choices: [...choices] } : { hint: wantedBy(input) }),
  };
}
