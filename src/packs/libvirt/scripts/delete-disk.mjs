/** Deletes a machine's disks: the volume that we made, and those of a machine that others made. */

import { disksOf, volumeIn } from "./shared/disks.mjs";
import { machineAt, volumeOf } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried } from "./shared/virsh.mjs";

await task([...MACHINE, "pool"], async (at) => {
  const machine = await machineAt(at);
  const disks = machine ? await disksOf(at, machine.ref) : [];
  for (const { source } of disks.filter((disk) => disk.source.startsWith("/"))) await deleted(at, [source]);
  const { ok, error } = await tried(at, ["vol-delete", volumeOf(at), "--pool", at.pool]);
  if (!ok && (await volumeIn(at, volumeOf(at)))) throw new Failure(`deleting the disk of ${at.vm}: ${error}`);
  return { say: `${at.vm} has no disk any more` };
});

/** What lies in no storage pool libvirt cannot delete, and it would stay behind unseen. */
async function deleted(at, words) {
  const { ok, error } = await tried(at, ["vol-delete", ...words]);
  if (ok || !(await tried(at, ["vol-info", ...words])).ok) return;
  throw new Failure(`deleting the disk ${words[0]} of ${at.vm} on host ${at.host}: ${error}`);
}
