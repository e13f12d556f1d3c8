/** Defines a machine on its host, stopped; a name belongs to one machine per host. */

import { claim, readJson } from "./shared/files.mjs";
import { alone, journal, machineAt, places, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("define", ["host", "vm", "uuid", "vcpu", "memory"], (at) => alone(at, () => defined(at)));

function defined(at) {
  const disk = readJson(places.disk(at));
  if (disk === null) throw new Failure(`host ${at.host} has no disk for ${at.vm}`);
  if (claim(places.name(at), at.uuid) !== at.uuid) {
    throw new Failure(`another machine on host ${at.host} is named ${at.vm}`);
  }
  const there = machineAt(at);
  if (there === null) saveMachine(at, machineOf(at, disk));
  journal(at, "define", there === null ? "defined" : "nothing");
  return { say: `${at.vm} is defined on host ${at.host}`, uuid: at.uuid };
}

function machineOf(at, disk) {
  const size = { vcpu: Number(at.vcpu), memoryMb: Number(at.memory), diskGb: disk.diskGb };
  const card = { network: null, mac: null, address: null };
  return { uuid: at.uuid, name: at.vm, host: at.host, state: "stopped", ...size, template: disk.template, ...card };
}
