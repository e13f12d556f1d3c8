/** Arguments that the commands of actions share. */
import type { z } from "zod";
import { naming, noted, readBy } from "../../../src/bot/arg-notes.ts";
import { flag, name, text, whole } from "../../../src/bot/args.ts";
import { isActionName } from "../../../src/domain/action-name.ts";
import { isPermission, PERMISSIONS } from "../../../src/domain/roles.ts";
import { SCRIPT_TYPES } from "../../../src/domain/script-limits.ts";
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

/** A list with commas, or a word for none: then it is null. */
const listOr = (none: string, looks: string, wanted: string) =>
  readBy(looks, `${wanted}, or ${none}`, (typed): string[] | null | undefined => {
    if (typed.toLowerCase() === none) return null;
    const list = typed.split(",").map((one) => one.trim());
    return list.every((one) => one !== "") ? list : undefined;
  });

/** Null: any code is right. */
const codes = () => listOr("any", "CODES", "codes such as 0,3010");

/** Words separated by commas; null: none. */
export const words = () => listOr("none", "A,B…", "words separated by commas");

/** A permission. */
export const permission = () =>
  readBy("PERMISSION", `one of: ${Object.keys(PERMISSIONS).join(", ")}`, (typed) =>
    isPermission(typed) ? typed : undefined,
  );

const count = () =>
  readBy("N", "a whole number from 0 to 10", (typed) => (/^(\d|10)$/.test(typed) ? Number(typed) : undefined));

/** Drafts may have any; whether a worker runs it is asked when they are published. */
export const type = () => noted(text("TYPE"), { looks: "TYPE", wanted: `such as ${SCRIPT_TYPES.join(", ")}` });

export const script = () =>
  noted(text("PATH"), { looks: "PATH", wanted: "a script of the action, such as scripts/boot.mjs" });

/** Null: none. */
export const orNone = (looks: string, wanted: string) =>
  readBy(looks, `${wanted}, or none`, (typed) => (typed.toLowerCase() === "none" ? null : typed || undefined));

/** What there is one lock for each of: something of the data item, or `output task.name`. Null: there is one. */
const per = () =>
  readBy("PATH", "something of the data item such as host.name, output task.name, or none", (typed) => {
    if (typed.toLowerCase() === "none") return null;
    const [, output] = /^output (.+)$/.exec(typed) ?? [];
    return typed === "" ? undefined : output === undefined ? { from: typed } : { output };
  });

/** Everything that can be set of a task beside its parameters. */
export const settingsShape = {
  title: text().optional(),
  type: type().optional(),
  script: script().optional(),
  timeout: seconds().optional(),
  continueOnError: flag().optional(),
  successCodes: codes().optional(),
  retries: count().optional(),
  idempotent: flag().optional(),
  lock: orNone("LOCK", "the name of a lock").optional(),
  lockPer: per().optional(),
  lockBefore: orNone("PATH", "a script of the action").optional(),
  lockAfter: orNone("PATH", "a script of the action").optional(),
};

export type SettingsArgs = z.output<z.ZodObject<typeof settingsShape>>;

/** What was said, in the words of the action's file. */
export function settingsOf(args: SettingsArgs): TaskSettings {
  const { title, type, script, timeout, continueOnError, successCodes, retries, idempotent } = args;
  const retry = retries === undefined ? undefined : retries === 0 ? null : { times: retries };
  const lock = lockOf(args);
  return { title, type, script, timeoutSeconds: timeout, continueOnError, successCodes, retry, idempotent, lock };
}

/** Where there is to be no lock, nothing else of it counts. */
function lockOf({ lock: name, lockPer, lockBefore: before, lockAfter: after }: SettingsArgs): TaskSettings["lock"] {
  if (name === null) return null;
  const settings = { name, per: lockPer, before, after };
  return Object.values(settings).every((value) => value == null) ? undefined : settings;
}
