/** Brings a machine back to a snapshot. Its size stays what it is by now, and so does whether it runs. */

import { machineOrFail } from "./shared/machines.mjs";
import { resized } from "./shared/sizes.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried, virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "pool", "snapshot", "vcpu", "memory", "size"], async (at) => {
  const { ref, state: before } = await machineOrFail(at);
  const { ok, error } = await tried(at, ["snapshot-revert", ref, at.snapshot]);
  if (!ok) throw new Failure(`going back to ${at.snapshot} with ${at.vm} on host ${at.host}: ${error}`);
  await resized(at, { vcpu: Number(at.vcpu), memoryMb: Number(at.memory), diskGb: Number(at.size) });
  const state = await standing(at, ref, before === "running" ? "running" : "stopped");
  return { say: `${at.vm} is as it was at ${at.snapshot}, and ${state}`, state };
});

/** A snapshot brings its own: a machine that ran then runs now, from the very instruction on. */
async function standing(at, ref, wanted) {
  const { state } = await machineOrFail(at);
  if (state === "stopped" && wanted === "running") await virsh(at, `starting ${at.vm}`, ["start", ref]);
  if (state !== "stopped" && wanted === "stopped") await virsh(at, `cutting the power of ${at.vm}`, ["destroy", ref]);
  return wanted;
}
