/** Brings a machine back to a snapshot; its size, and whether it runs, stay as they are. */

import { alone, journal, machineOrFail, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("revert", ["host", "vm", "uuid", "snapshot"], (at) => alone(at, () => reverted(at)));

function reverted(at) {
  const machine = machineOrFail(at);
  if (!machine.snapshots?.includes(at.snapshot)) throw new Failure(`${at.vm} has no snapshot ${at.snapshot}`);
  saveMachine(at, { ...machine, revertedTo: at.snapshot });
  journal(at, "revert", "reverted");
  return { say: `${at.vm} is as it was at ${at.snapshot}`, state: machine.state };
}
