/** Reboots a running machine, once per job however often the script runs. */

import { alone, journal, machineOrFail, saveMachine } from "./shared/machines.mjs";
import { Failure, task } from "./shared/task.mjs";

await task("reboot", ["host", "vm", "uuid", "job"], (at) => alone(at, () => rebooted(at)));

function rebooted(at) {
  const machine = machineOrFail(at);
  if (machine.state !== "running")
    throw new Failure(`${at.vm} is ${machine.state}; only a running machine can be rebooted`);
  const isDone = machine.rebootedBy === at.job;
  if (!isDone) saveMachine(at, { ...machine, rebootedBy: at.job });
  journal(at, "reboot", isDone ? "nothing" : "rebooted");
  return { say: `${at.vm} was rebooted`, state: "running", address: machine.address };
}
