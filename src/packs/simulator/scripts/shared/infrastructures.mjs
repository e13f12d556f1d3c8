/** What was prepared for an infrastructure: one file each. */

import { rmSync } from "node:fs";
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
  const path = fileOf(subject);
  const there = readJson(path) ?? { id: subject.uuid, name: subject.vm };
  const wanted = { ...there, ...part };
  const isDone = JSON.stringify(wanted) === JSON.stringify(there);
  if (!isDone) writeJson(path, wanted);
  journal(subject, name, isDone ? "nothing" : "prepared");
  return { say: `${subject.vm} has ${Object.values(part).join(", ")}`, ...part };
}

/** Runs a task that takes parts out of the infrastructure's file; with the last part the file goes. */
export function removeTask(name, parts) {
  return task(name, ["infrastructure", "name"], (at) => {
    const subject = { directory: at.directory, uuid: at.infrastructure, vm: at.name, host: null };
    return alone(subject, () => removed(subject, name, parts));
  });
}

function removed(subject, name, parts) {
  const there = readJson(fileOf(subject));
  const { id, name: called, ...rest } = there ?? {};
  const left = Object.fromEntries(Object.entries(rest).filter(([part]) => !parts.includes(part)));
  const isDone = Object.keys(left).length === Object.keys(rest).length;
  if (there !== null && Object.keys(left).length === 0) rmSync(fileOf(subject), { force: true });
  else if (!isDone) writeJson(fileOf(subject), { id, name: called, ...left });
  journal(subject, name, isDone ? "nothing" : "removed");
  return { say: `${subject.vm} has no ${parts.join(", ")} any more` };
}

function fileOf({ directory, uuid }) {
  return join(directory, "infrastructures", `${uuid}.json`);
}
