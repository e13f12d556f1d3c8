/** Gives a machine another size; its disk only grows. */

import { readJson, writeJson } from "./shared/files.mjs";
import { alone, journal, machineOrFail, places, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("resize", ["host", "vm", "uuid", "vcpu", "memory", "disk"], (at) => alone(at, () => resized(at)));

function resized(at) {
  const machine = machineOrFail(at);
  const size = { vcpu: Number(at.vcpu), memoryMb: Number(at.memory), diskGb: Number(at.disk) };
  if (size.diskGb < machine.diskGb) throw new Failure(`the disk of ${at.vm} has ${machine.diskGb} GB, and only grows`);
  const isDone = Object.entries(size).every(([key, value]) => machine[key] === value);
  if (!isDone) {
    writeJson(places.disk(at), { ...readJson(places.disk(at)), diskGb: size.diskGb });
    saveMachine(at, { ...machine, ...size });
  }
  journal(at, "resize", isDone ? "nothing" : "resized");
  return { say: `${at.vm} has ${size.vcpu} vCPU, ${size.memoryMb} MB memory and ${size.diskGb} GB storage` };
}
