/** The script types that this program knows: a later type is its name in the domain, one file, and one line here. */

import type { ScriptTypeStanding } from "../../engine/script.ts";
import { command } from "./command.ts";
import { node } from "./node.ts";
import { powershell } from "./powershell.ts";
import type { ScriptType } from "./script-type.ts";
import { vbscript } from "./vbscript.ts";

/** Looks once which of them can run here. `path`: where programs are looked for, as in the variable PATH. */
export function scriptTypes(path = process.env.PATH ?? ""): ScriptType[] {
  return [command(), node(), powershell(path), vbscript(path)];
}

export function standingOf({ name, why }: ScriptType): ScriptTypeStanding {
  return { type: name, available: why === null, why };
}

/** Throws, with the reason, when there is no such type or it cannot run here. */
export function typeNamed(types: ScriptType[], name: string): ScriptType {
  const type = types.find((one) => one.name === name);
  if (!type) throw new Error(`no script type "${name}"; there is ${types.map((one) => one.name).join(", ")}`);
  if (type.why !== null) throw new Error(`nothing here runs ${name}: ${type.why}`);
  return type;
}
