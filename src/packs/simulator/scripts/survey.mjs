/** Says which machines are on a host, ours and others. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./shared/files.mjs";
import { task } from "./shared/task.mjs";

await task("survey", ["host"], (at) => {
  const machines = machinesIn(join(at.directory, "hosts", at.host)).map(lineOf);
  return { say: `host ${at.host} has ${machines.length} machines`, machines };
});

/** One that goes while we look is not there. */
function machinesIn(folder) {
  const files = namesIn(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => readJson(join(folder, name))).filter((machine) => machine !== null);
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** A machine without our id was made by others. Nothing is measured here. */
function lineOf({ uuid = null, name, state, vcpu, memoryMb, diskGb, address = null }) {
  const measured = { cpuSeconds: null, memoryUsedMb: null, diskUsedMb: null };
  return { id: uuid, name, state, vcpu, memoryMb, diskGb, address, ...measured };
}
