/** Keeps a machine as it is now, under a name. */

import { alone, journal, machineOrFail, saveMachine } from "./shared/machines.mjs";
import { task } from "./shared/task.mjs";

await task("snapshot", ["host", "vm", "uuid", "snapshot"], (at) => alone(at, () => kept(at)));

function kept(at) {
  const machine = machineOrFail(at);
  const { snapshots = [] } = machine;
  const isNew = !snapshots.includes(at.snapshot);
  if (isNew) saveMachine(at, { ...machine, snapshots: [...snapshots, at.snapshot] });
  journal(at, "snapshot", isNew ? "kept" : "nothing");
  return { say: `${at.vm} is kept as ${at.snapshot}` };
}
