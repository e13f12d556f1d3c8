/** dc action parameter set: says where a parameter of a task comes from. */
import { z } from "zod";
import { text } from "../../../src/bot/args.ts";
import { command } from "../../../src/bot/command.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import type { Binding } from "../../../src/engine/action.ts";
import { setParameter } from "../../../src/engine/authoring/edits.ts";
import { editDraft } from "./answer.ts";
import { action, revision, task } from "./arguments.ts";

export const dcActionParameterSet = command({
  words: "dc action parameter set",
  summary: "Set a parameter of a task: a value, something of the data item, or an output of an earlier task",
  example: "dc action parameter set start@small look vm --from vm.name",
  permission: "datacenter.edit",
  args: z.object({
    ...{ action: action(), task: task(), parameter: text("NAME"), value: text().optional() },
    ...{ from: text("PATH").optional(), output: text("TASK.NAME").optional(), revision: revision() },
  }),
  positional: ["action", "task", "parameter"],
  run: ({ task: of, parameter, value, from, output, ...edited }, context) =>
    editDraft(edited, setParameter(of, parameter, bindingOf({ value, from, output })), context),
});

/** Throws a Refusal `bad-arguments` unless just one is said. */
function bindingOf(said: Record<"value" | "from" | "output", string | undefined>): Binding {
  const { value, from, output } = said;
  const all: Binding[] = [
    ...(value === undefined ? [] : [value]),
    ...(from === undefined ? [] : [{ from }]),
    ...(output === undefined ? [] : [{ output }]),
  ];
  const [binding] = all;
  if (binding !== undefined && all.length === 1) return binding;
  throw new Refusal(
    "bad-arguments",
    "a parameter has one source",
    "say one of: --value V, --from vm.name, --output task.name",
  );
}
