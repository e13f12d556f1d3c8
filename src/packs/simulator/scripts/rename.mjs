/** Gives a stopped machine another name; a name belongs to one machine per host. */

import { claim, release } from "./shared/files.mjs";
import { alone, journal, machineOrFail, places, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("rename", ["host", "vm", "uuid", "name"], (at) => alone(at, () => renamed(at)));

function renamed(at) {
  const machine = machineOrFail(at);
  if (machine.state !== "stopped") throw new Failure(`${at.vm} is ${machine.state}: stop it first`);
  if (claim(places.name({ ...at, vm: at.name }), at.uuid) !== at.uuid) {
    throw new Failure(`another machine on host ${at.host} is named ${at.name}`);
  }
  const isNew = machine.name !== at.name;
  if (isNew) saveMachine(at, { ...machine, name: at.name });
  if (at.vm !== at.name) release(places.name(at), at.uuid);
  journal(at, "rename", isNew ? "renamed" : "nothing");
  return { say: `${at.vm} is named ${at.name} now` };
}
