/** Takes a snapshot of a machine: its disks, and its memory while it runs. */

import { machineOrFail } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried, virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "snapshot"], async (at) => {
  const { ref } = await machineOrFail(at);
  const { ok, error } = await tried(at, ["snapshot-create-as", ref, at.snapshot, "--atomic"]);
  if (ok) return { say: `${at.vm} has the snapshot ${at.snapshot}` };
  const names = await virsh(at, `looking at the snapshots of ${at.vm}`, ["snapshot-list", ref, "--name"]);
  if (names.split("\n").some((name) => name.trim() === at.snapshot)) {
    return { say: `${at.vm} has the snapshot ${at.snapshot} already` };
  }
  throw new Failure(`taking a snapshot of ${at.vm} on host ${at.host}: ${error}`);
});
