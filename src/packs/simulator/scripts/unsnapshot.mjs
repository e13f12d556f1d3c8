/** Removes a snapshot; the machine stays as it is. */

import { alone, journal, machineOrFail, saveMachine } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

await task("unsnapshot", ["host", "vm", "uuid", "snapshot"], (at) => alone(at, () => removed(at)));

function removed(at) {
  const machine = machineOrFail(at);
  const { snapshots = [] } = machine;
  const isThere = snapshots.includes(at.snapshot);
  if (isThere) saveMachine(at, { ...machine, snapshots: snapshots.filter((name) => name !== at.snapshot) });
  journal(at, "unsnapshot", isThere ? "removed" : "nothing");
  return { say: `${at.vm} has no snapshot ${at.snapshot} any more` };
}
