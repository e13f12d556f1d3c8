/** Takes a snapshot of a machine: its disks, and its memory while it runs. */

import { machineOrFail } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried, virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "snapshot"], async (at) => {
  const { ref } = await machineOrFail(at);
  await requireProcessors(at, ref);
  const { ok, error } = await tried(at, ["snapshot-create-as", ref, at.snapshot, "--atomic"]);
  if (ok) return { say: `${at.vm} has the snapshot ${at.snapshot}` };
  const names = await virsh(at, `looking at the snapshots of ${at.vm}`, ["snapshot-list", ref, "--name"]);
  if (names.split("\n").some((name) => name.trim() === at.snapshot)) {
    return { say: `${at.vm} has the snapshot ${at.snapshot} already` };
  }
  throw new Failure(`taking a snapshot of ${at.vm} on host ${at.host}: ${error}`);
});

/** QEMU begins a machine that goes back with the processors that it was started with, and cannot give it others then. */
async function requireProcessors(at, ref) {
  const xml = await virsh(at, `looking at ${at.vm}`, ["dumpxml", ref]);
  if (!/<vcpu [^>]*enabled='yes' hotpluggable='yes'/.test(xml)) return;
  throw new Failure(
    `${at.vm} has processors that came while it ran, and could not go back to a snapshot with them; first: vm restart ${at.vm}`,
  );
}
