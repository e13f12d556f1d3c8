/** Removes a stopped machine's definition; its name is free for others. */

import { release } from "./shared/files.mjs";
import { alone, forgetMachine, journal, machineAt, places } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("undefine", ["host", "vm", "uuid"], (at) => alone(at, () => removed(at)));

function removed(at) {
  const machine = machineAt(at);
  if (machine !== null && machine.state !== "stopped") throw new Failure(`${at.vm} is ${machine.state}: stop it first`);
  forgetMachine(at);
  release(places.name(at), at.uuid);
  journal(at, "undefine", machine === null ? "nothing" : "undefined");
  return { say: `${at.vm} is not defined on host ${at.host} any more` };
}
