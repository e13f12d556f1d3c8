/** What a script is given in secret: opened at the moment of the call, and kept nowhere. */
import type { SecretUse } from "../app/secrets.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Action, Task } from "./action.ts";
import { secretsIn } from "./bindings.ts";
import type { Run } from "./run.ts";
import { TaskFailed } from "./task-failed.ts";

/** The values by the parameters that they are bound to. Throws TaskFailed for a secret that cannot be had. */
export async function opened({ rooms }: Run, bindings: Task["parameters"]): Promise<Record<string, string>> {
  const names = secretsIn(bindings);
  if (Object.keys(names).length === 0) return {};
  const values = await valuesOf(rooms.secrets, [...new Set(Object.values(names))]);
  return Object.fromEntries(Object.entries(names).map(([parameter, name]) => [parameter, values[name] ?? ""]));
}

/** Which secrets these actions need, disabled tasks included. */
export function secretUses(actions: Action[]): SecretUse[] {
  return actions.map(({ action, tasks, undo }) => {
    const names = [...tasks, ...undo].flatMap(({ parameters }) => Object.values(secretsIn(parameters)));
    return { action, secrets: [...new Set(names)] };
  });
}

async function valuesOf(secrets: Run["rooms"]["secrets"], names: string[]): Promise<Record<string, string>> {
  try {
    return await secrets.open(names);
  } catch (error) {
    if (error instanceof Refusal) throw new TaskFailed(error.message, { cause: error });
    throw error;
  }
}
