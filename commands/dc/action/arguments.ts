/** Arguments that the commands of actions share. */
import type { z } from "zod";
import { naming, readBy } from "../../../src/bot/arg-notes.ts";
import { flag, name, text, whole } from "../../../src/bot/args.ts";
import { isActionName } from "../../../src/domain/action-name.ts";
import type { TaskSettings } from "../../../src/engine/authoring/edits.ts";

/** The name of an action, which may be a template's own. */
export const newAction = () =>
  readBy("ACTION", "the name of an action, such as start or start@small", (typed) =>
    isActionName(typed) ? typed : undefined,
  );

/** One that there is. */
export const action = () => naming("action", newAction());

export const task = () => name("TASK");

/** The version of an action. */
export const version = () => whole();

/** The draft as somebody saw it, so that they are told when it is not like that any more. */
export const revision = () =>
  readBy("REVISION", "a revision such as 4.2", (typed) =>
    /^\d{1,9}\.\d{1,9}$/.test(typed) ? typed : undefined,
  ).optional();

/** Null: none. */
export const seconds = () =>
  readBy("SECONDS", "a number of seconds, or none", (typed) => {
    if (typed.toLowerCase() === "none") return null;
    const number = Number(typed);
    return typed !== "" && number > 0 && Number.isFinite(number) ? number : undefined;
  });

/** Null: any code is right. */
const codes = () =>
  readBy("CODES", "codes such as 0,3010, or any", (typed): string[] | null | undefined => {
    if (typed.toLowerCase() === "any") return null;
    const list = typed.split(",").map((code) => code.trim());
    return list.every((code) => code !== "") ? list : undefined;
  });

const count = () =>
  readBy("N", "a whole number from 0 to 10", (typed) => (/^(\d|10)$/.test(typed) ? Number(typed) : undefined));

/** Everything that can be set of a task beside its parameters. */
export const settingsShape = {
  title: text().optional(),
  type: text("TYPE").optional(),
  script: text("PATH").optional(),
  timeout: seconds().optional(),
  continueOnError: flag().optional(),
  successCodes: codes().optional(),
  retries: count().optional(),
  idempotent: flag().optional(),
};

export type SettingsArgs = z.output<z.ZodObject<typeof settingsShape>>;

/** What was said, in the words of the action's file. */
export function settingsOf(args: SettingsArgs): TaskSettings {
  const { title, type, script, timeout, continueOnError, successCodes, retries, idempotent } = args;
  const retry = retries === undefined ? undefined : retries === 0 ? null : { times: retries };
  return { title, type, script, timeoutSeconds: timeout, continueOnError, successCodes, retry, idempotent };
}
