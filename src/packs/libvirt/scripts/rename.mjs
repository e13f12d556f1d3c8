/** Gives a stopped machine another name. */

import { machineOrFail } from "./shared/machines.mjs";
import { Failure, MACHINE, task } from "./shared/task.mjs";
import { virsh } from "./shared/virsh.mjs";

await task([...MACHINE, "newName"], async (at) => {
  const { ref, state } = await machineOrFail(at);
  const name = (await virsh(at, `looking for ${at.vm}`, ["domname", ref])).trim();
  if (name === at.newName) return { say: `it is called ${at.newName} already` };
  if (state !== "stopped") throw new Failure(`${at.vm} is ${state}; only a stopped machine can be renamed`);
  await virsh(at, `renaming ${at.vm}`, ["domrename", ref, at.newName]);
  return { say: `${at.vm} is called ${at.newName} now` };
});
