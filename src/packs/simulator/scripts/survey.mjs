/** Says which machines are on a host, ours and others. */

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "./shared/files.mjs";
import { task } from "./shared/task.mjs";

await task("survey", ["host"], (at, { settings }) => {
  const machines = machinesIn(join(at.directory, "hosts", at.host)).map((one) => lineOf(one, settings.usage ?? {}));
  return { say: `host ${at.host} has ${machines.length} machines`, machines };
});

/** One that goes while we look is not there. */
function machinesIn(folder) {
  const files = namesIn(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => machineIn(join(folder, name))).filter((machine) => machine !== null);
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** It counts as started when its file was written last, since that is how its state changes. */
function machineIn(path) {
  const machine = readJson(path);
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return machine === null || since === undefined ? null : { ...machine, since };
}

/** A machine without our id was made by others. */
function lineOf({ uuid = null, name, state, vcpu, memoryMb, diskGb, address = null, since }, usage) {
  const own = { ...usage["*"], ...usage[name] };
  const measured = usedOf({ state, vcpu, memoryMb, diskGb, since }, own);
  return { id: uuid, name, state, vcpu, memoryMb, diskGb, address, ...measured };
}

/** What the settings say of it, no more than it has; where they say nothing, nothing is measured. */
function usedOf(
  { state, vcpu, memoryMb, diskGb, since },
  { cpuPercent, cpuSeconds, memoryPercent, diskPercent, ...own },
) {
  const share = (percent, whole) => (percent === undefined ? null : Math.round((percent / 100) * whole));
  const runs = state === "running" || state === "paused";
  const counted = share(cpuPercent, (vcpu * (Date.now() - since)) / 1000);
  return {
    cpuSeconds: runs ? (cpuSeconds ?? counted) : null,
    memoryUsedMb: runs ? (own.memoryMb ?? share(memoryPercent, memoryMb)) : null,
    diskUsedMb: own.diskMb ?? share(diskPercent, diskGb * 1024),
  };
}
