/** Gives a machine another size; its disk only grows. */

import { resized } from "./shared/sizes.mjs";
import { MACHINE, task } from "./shared/task.mjs";

await task([...MACHINE, "pool", "vcpu", "memory", "size"], async (at) => {
  const how = await resized(at, { vcpu: Number(at.vcpu), memoryMb: Number(at.memory), diskGb: Number(at.size) });
  return { say: `${at.vm} was resized ${how}`, how };
});
