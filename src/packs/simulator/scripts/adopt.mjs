/** Makes a machine ours that others made: it bears our id from now on. */

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { claim, readJson, writeJson } from "./shared/files.mjs";
import { alone, journal, machineAt, places, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("adopt", ["host", "vm", "uuid"], (at) => alone(at, () => adopted(at)));

function adopted(at) {
  const ours = machineAt(at);
  if (ours === null) takeOver(at);
  journal(at, "adopt", ours === null ? "adopted" : "nothing");
  return { say: `${at.vm} on host ${at.host} is ours now`, address: machineAt(at).address };
}

/** What is claimed and written first can be done again; the stranger's own file goes last. */
function takeOver(at) {
  const folder = join(at.directory, "hosts", at.host);
  const file = readdirSync(folder).find((name) => name.endsWith(".json") && isIt(readJson(join(folder, name)), at));
  if (file === undefined) throw new Failure(`host ${at.host} has no machine ${at.vm} that is not ours`);
  if (claim(places.name(at), at.uuid) !== at.uuid) {
    throw new Failure(`another machine on host ${at.host} is named ${at.vm}`);
  }
  const { address = null, mac = null, network = null, ...machine } = readJson(join(folder, file));
  if (address !== null) claim(places.address(at, address), at.uuid);
  writeJson(places.disk(at), { uuid: at.uuid, template: null, diskGb: machine.diskGb });
  saveMachine(at, { ...machine, uuid: at.uuid, host: at.host, template: null, network, mac, address });
  rmSync(join(folder, file), { force: true });
}

function isIt(machine, at) {
  return machine !== null && machine.name === at.vm && (machine.uuid ?? null) === null;
}
