/** Makes sure that a machine about to be deleted does not run, whatever its state. */

import { alone, journal, machineAt, moved } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

const OFF = { from: ["running", "paused", "stored"], to: "stopped", did: "powered off" };

await task("power-off", ["host", "vm", "uuid"], (at) => alone(at, () => poweredOff(at)));

function poweredOff(at) {
  if (machineAt(at) !== null) return moved(at, "power-off", OFF);
  journal(at, "power-off", "nothing");
  return { say: `${at.vm} is gone already` };
}
