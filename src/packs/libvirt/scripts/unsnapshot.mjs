/** Removes a snapshot of a machine; the machine stays as it is. */

import { machineOrFail } from "./shared/machines.mjs";
import { MACHINE, task } from "./shared/task.mjs";
import { virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "snapshot"], async (at) => {
  const { ref } = await machineOrFail(at);
  const names = await virsh(at, `looking at the snapshots of ${at.vm}`, ["snapshot-list", ref, "--name"]);
  const isThere = names.split("\n").some((name) => name.trim() === at.snapshot);
  if (isThere) {
    await virsh(at, `removing the snapshot ${at.snapshot} of ${at.vm}`, ["snapshot-delete", ref, at.snapshot]);
  }
  return { say: `${at.vm} has no snapshot ${at.snapshot} any more` };
});
