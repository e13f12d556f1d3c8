/** Copies the template's disk for a new machine. */

import { readJson, writeJson } from "./shared/files.mjs";
import { alone, journal, places } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

await task("copy-disk", ["host", "vm", "uuid", "template", "size"], (at) => alone(at, () => copied(at)));

function copied(at) {
  const there = readJson(places.disk(at));
  if (there === null) writeJson(places.disk(at), { uuid: at.uuid, template: at.template, diskGb: Number(at.size) });
  journal(at, "copy-disk", there === null ? "copied" : "nothing");
  return { say: `the disk of ${at.vm} is a copy of template ${at.template}`, disk: places.disk(at) };
}
