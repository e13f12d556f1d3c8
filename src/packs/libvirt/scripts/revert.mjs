/** Brings a machine back to a snapshot. Its size stays what it is by now, and so does whether it runs. */

import { machineOrFail } from "./shared/machines.mjs";
import { resized } from "./shared/sizes.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { tried } from "./shared/virsh.mjs";

await task([...MACHINE, "pool", "snapshot", "vcpu", "memory", "size"], async (at) => {
  const { ref } = await machineOrFail(at);
  const { ok, error } = await tried(at, ["snapshot-revert", ref, at.snapshot]);
  if (!ok) throw new Failure(`going back to ${at.snapshot} with ${at.vm} on host ${at.host}: ${error}`);
  await resized(at, { vcpu: Number(at.vcpu), memoryMb: Number(at.memory), diskGb: Number(at.size) });
  const { state } = await machineOrFail(at);
  return { say: `${at.vm} is as it was at ${at.snapshot}`, state };
});
