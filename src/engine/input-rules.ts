/** What the inputs of an action must keep to: each of a type that its default and its choices fit. */
import type { z } from "zod";
import { type Input, inputFault } from "../domain/action-inputs.ts";
import { isCustom, runShape } from "../domain/custom-action.ts";
import type { Action } from "./action.ts";
import type { Fault } from "./fault.ts";

export function inputFaults(action: Action): Fault[] {
  const { inputs } = action;
  const own = inputs.flatMap((input, at) =>
    faultsOf(input, inputs.slice(0, at)).map(([key, message]) => ({ path: ["inputs", at, key], message })),
  );
  return [...(isCustom(action.action) ? [] : unheeded(action)), ...own];
}

/** What would be said for nothing: the product's own commands ask for no inputs, and rights and states are theirs. */
function unheeded(action: Action): Fault[] {
  const keys = (["inputs", "states", "can"] as const).filter((key) => !isAsAnyway(runShape[key], action[key]));
  const message = `${action.action} comes with the product, whose commands have rules of their own`;
  return keys.map((key) => ({ path: [key], message }));
}

function isAsAnyway(schema: z.ZodType, value: unknown): boolean {
  return JSON.stringify(schema.parse(undefined)) === JSON.stringify(value);
}

type KeyFault = [key: string, message: string];

function faultsOf(input: Input, earlier: Input[]): KeyFault[] {
  const { name, type, choices, default: value } = input;
  const twice = earlier.some((one) => one.name === name);
  const fault = value !== null && (type !== "choice" || choices) ? inputFault(input, value) : null;
  return [
    ...(twice ? [["name", `there is another input ${name}`] satisfies KeyFault] : []),
    ...(SECRET.test(name) ? [["name", SHOWN] satisfies KeyFault] : []),
    ...(type === "choice" && !choices ? [["type", "a choice needs choices"] satisfies KeyFault] : []),
    ...(type !== "choice" && choices ? [["choices", `a ${type} has no choices`] satisfies KeyFault] : []),
    ...(fault ? [["default", fault] satisfies KeyFault] : []),
  ];
}

/** What somebody would type there has to be kept from others. */
const SECRET = /(^|-)(password|passwd|passphrase|secret|token|credentials?)(-|$)/;

const SHOWN = "what is entered is shown on cards and kept in the audit log; give a task { secret: NAME } instead";
