/** Makes sure that a machine does not run, whatever it did; one that is not there does not. */

import { machineAt } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried } from "./shared/virsh.mjs";

const OFF = ["stopped", "stored"];

await task(MACHINE, async (at) => {
  const machine = await machineAt(at);
  if (machine === null || OFF.includes(machine.state)) return { say: `${at.vm} does not run` };
  const { ok, error } = await tried(at, ["destroy", machine.ref]);
  if (!ok && !OFF.includes((await machineAt(at))?.state ?? "stopped")) {
    throw new Failure(`cutting the power of ${at.vm} on host ${at.host}: ${error}`);
  }
  return { say: `${at.vm} was cut off` };
});
