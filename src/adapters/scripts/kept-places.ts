/** Places for kept processes, each named after the process of ours that it belongs to, so that none outlives it for long. */

import { readdirSync } from "node:fs";
import { startOf } from "./processes.ts";
import { vacate } from "./vacate.ts";
import { type Workplace, workplace } from "./workplace.ts";

let count = 0;

/** A new place of this process, open. */
export function keptPlace(workRoot: string): Workplace {
  count += 1;
  const place = workplace(workRoot, `kept.${process.pid}.${markOf(process.pid)}.${count}`);
  if (!place.open()) throw new Error(`${place.directory} is there already`);
  return place;
}

/** Vacates the places of processes of ours that are gone. */
export async function sweepKept(workRoot: string): Promise<void> {
  const left = readdirSync(workRoot).filter((name) => {
    const [, pid, mark] = /^kept\.(\d+)\.(\w*)\.\d+$/.exec(name) ?? [];
    return pid !== undefined && markOf(Number(pid)) !== mark;
  });
  await Promise.all(left.map((name) => vacate(workplace(workRoot, name))));
}

/** Tells a process from a later one of the same pid. */
function markOf(pid: number): string {
  return startOf(pid).replaceAll(/\W/g, "_");
}
