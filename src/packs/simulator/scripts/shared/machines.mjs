/** The machines of the simulated hosts: one file each, a journal of what was really done. */

import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { locked, readJson, writeJson } from "./files.mjs";
import { Failure, task } from "./task.mjs";

/** Where everything lives; `at` is what a task's parameters say. */
export const places = {
  machine: (at) => join(at.directory, "hosts", at.host, `${at.uuid}.json`),
  name: (at) => join(at.directory, "names", at.host, at.vm),
  disk: (at) => join(at.directory, "disks", at.host, `${at.uuid}.json`),
  address: (at, address) => join(at.directory, "addresses", address),
};

/** Does `work` while no other script touches this VM. */
export function alone(at, work) {
  return locked(join(at.directory, "locks", at.uuid), work);
}

/** Writes down what was done; `nothing` when all was as it should be already. */
export function journal(at, name, did) {
  const line = { at: new Date().toISOString(), task: name, uuid: at.uuid, vm: at.vm, host: at.host, did };
  appendFileSync(join(at.directory, "journal.jsonl"), `${JSON.stringify(line)}\n`);
}

/** The machine, or null when the host has none with this id. */
export function machineAt(at) {
  return readJson(places.machine(at));
}

/** The machine; fails when the host has none with this id. */
export function machineOrFail(at) {
  const machine = machineAt(at);
  if (machine === null) throw new Failure(`${at.vm} is not defined on host ${at.host}`);
  return machine;
}

export function saveMachine(at, machine) {
  writeJson(places.machine(at), machine);
}

export function forgetMachine(at) {
  rmSync(places.machine(at), { force: true });
}

/** Runs a task that moves a machine from one of some states to another; a machine that is there already is left alone. */
export function moveTask(name, move) {
  return task(name, ["host", "vm", "uuid"], (at) => alone(at, () => moved(at, name, move)));
}

/** `move`: `{ from, to, did }`; fails in a state that is neither. Call it alone. */
export function moved(at, name, move) {
  const machine = machineOrFail(at);
  const outputs = { state: move.to, address: machine.address };
  if (machine.state === move.to) {
    journal(at, name, "nothing");
    return { say: `${at.vm} is ${move.to} already`, ...outputs };
  }
  if (!move.from.includes(machine.state)) {
    throw new Failure(`${at.vm} is ${machine.state}; only a ${move.from.join(" or ")} machine can be ${move.did}`);
  }
  saveMachine(at, { ...machine, state: move.to });
  journal(at, name, move.did);
  return { say: `${at.vm} was ${move.did}`, ...outputs };
}
