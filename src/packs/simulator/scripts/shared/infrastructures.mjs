/** What was prepared for an infrastructure: one file each. */

import { join } from "node:path";
import { readJson, writeJson } from "./files.mjs";
import { alone, journal } from "./machines.mjs";
import { task } from "./task.mjs";

/** Runs a task that writes a part of the infrastructure's file; a part that is there and the same is left alone. */
export function prepareTask(name, required, part) {
  return task(name, ["infrastructure", "name", ...required], (at) => {
    const subject = { directory: at.directory, uuid: at.infrastructure, vm: at.name, host: at.hostGroup };
    return alone(subject, () => prepared(subject, name, part(at)));
  });
}

function prepared(subject, name, part) {
  const path = join(subject.directory, "infrastructures", `${subject.uuid}.json`);
  const there = readJson(path) ?? { id: subject.uuid, name: subject.vm };
  const wanted = { ...there, ...part };
  const isDone = JSON.stringify(wanted) === JSON.stringify(there);
  if (!isDone) writeJson(path, wanted);
  journal(subject, name, isDone ? "nothing" : "prepared");
  return { say: `${subject.vm} has ${Object.values(part).join(", ")}`, ...part };
}
